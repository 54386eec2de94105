import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const cases = process.env['PANA_TEST_LONG'] ? 100_000 : 10_000
const script = join(import.meta.dirname, '../../src/cli/pana.ts')
/** A line of 20 kB: whoever kept the lines of all cases would hold 200 MB, or 2 GB in the long run. */
const line = `{"items":{"confinement":"yes"${' '.repeat(20_000)}}}\n`
const megabyte = 2 ** 20

/** With a small heap V8 does not grow for its own comfort, so what grows is the program; a full one ends it. */
const smallHeap = ['--max-old-space-size=64', '--max-semi-space-size=2']

function startScoring() {
  const child = spawn(process.execPath, [...smallHeap, script, 'score', 'odara'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.on('error', () => undefined)
  return child
}

async function feed(input: NodeJS.WritableStream, count: number, sent: { lines: number }): Promise<void> {
  for (let fed = 0; fed < count; fed += 1) {
    if (!input.write(line)) await once(input, 'drain')
    sent.lines += 1
  }
}

async function residentBytes(pid: number | undefined): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)])
  return Number(stdout) * 1024
}

test(`${cases} cases are scored without growing in memory`, { timeout: 300_000 }, async () => {
  const child = startScoring()
  const ended = once(child, 'close')
  const sent = { lines: 0 }
  const feeding = feed(child.stdin, cases, sent)
  let [scored, atTenth, atEnd] = [0, 0, 0]
  for await (const result of createInterface({ input: child.stdout })) {
    expect(result.startsWith('{"instrument":"odara"')).toBe(true)
    scored += 1
    if (scored === cases / 10) atTenth = await residentBytes(child.pid)
    if (scored !== cases) continue
    atEnd = await residentBytes(child.pid)
    child.stdin.end()
  }
  await Promise.all([feeding, ended])
  expect(scored).toBe(cases)
  expect(atTenth).toBeGreaterThan(20 * megabyte)
  expect(atEnd - atTenth).toBeLessThan(32 * megabyte)
})

test('a reader that stops makes the scoring wait', { timeout: 60_000 }, async () => {
  const child = startScoring()
  const ended = once(child, 'close')
  const sent = { lines: 0 }
  const feeding = feed(child.stdin, 10_000, sent).catch(() => undefined)
  await once(child.stdout, 'readable')
  let before = -1
  while (sent.lines > before) {
    before = sent.lines
    await wait(1_000)
  }
  expect(sent.lines).toBeGreaterThan(20)
  expect(sent.lines).toBeLessThan(2_000)
  expect(await residentBytes(child.pid)).toBeLessThan(256 * megabyte)
  child.kill('SIGKILL')
  child.stdout.destroy()
  await ended
  child.stdin.destroy()
  await feeding
})

test('a reader that goes away ends the scoring quietly', async () => {
  const child = spawn(process.execPath, [script, 'score', 'odara'], { stdio: ['pipe', 'pipe', 'pipe'] })
  child.stdin.on('error', () => undefined)
  let messages = ''
  child.stderr.on('data', part => void (messages += String(part)))
  const ended = once(child, 'close')
  child.stdin.write(line)
  await once(child.stdout, 'data')
  child.stdout.destroy()
  for (let fed = 0; fed < 50; fed += 1) child.stdin.write(line)
  const [status] = (await ended) as [number | null]
  expect({ status, messages }).toEqual({ status: 0, messages: '' })
})
