import type { Page } from 'playwright-core'

const folder = process.env['PANA_PICTURES']
const shown = new Set(['ru-interview-incident', 'kk-result', 'ru-case', 'kk-queue', 'kk-day', 'kk-item', 'ru-beds'])

/** Keeps the pictures that README shows, where a folder is named for them: `PANA_PICTURES=docs/images`. */
export async function takePicture(page: Page, name: string): Promise<void> {
  if (!folder || !shown.has(name)) return
  await page.evaluate(() => scrollTo(0, 0))
  await page.screenshot({ path: `${folder}/${name}.png` })
}
