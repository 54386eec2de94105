import { existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { Express } from 'express'
import { chromium, type Browser } from 'playwright-core'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  process.env['CHROMIUM'] ?? '',
]

/** A real Chromium; without one the tests fail and say how to bring it. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = places.find(place => place !== '' && existsSync(place))
  if (!executablePath) throw new Error('no Chromium found: apt-get install chromium, or name its path in CHROMIUM')
  const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking']
  return chromium.launch({ executablePath, args: [...args, '--disable-component-update', '--disable-sync'] })
}

/** Listens on a free port of this machine. */
export async function listen(app: Express): Promise<{ server: Server; address: string }> {
  const server = createServer(app)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  return { server, address: `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}` }
}
