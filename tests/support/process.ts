import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import type { Place } from './database.ts'

const main = join(import.meta.dirname, '../../src/main.ts')

export type RunningProgram = Awaited<ReturnType<typeof runProgram>>

/** The real program in a process of its own on a free port; `stop` resolves when the process is gone. */
export async function runProgram(place: Place, settings: Readonly<Record<string, string>> = {}) {
  const child = startMain(place, settings)
  const gone = once(child, 'exit')
  let output = ''
  child.stderr.on('data', text => void (output += String(text)))
  child.stdout.on('data', text => void (output += String(text)))
  const address = await Promise.race([readAddress(child.stdout), gone.then(() => undefined)])
  if (address === undefined) throw new Error(`the program did not start: ${output}`)
  const stop = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    const [status] = await gone
    return status as number | null
  }
  return { address, stop, output: () => output }
}

/** A start that is expected to end by itself: its status and what it wrote as its last word. */
export async function runToEnd(place: Place, settings: Readonly<Record<string, string>>) {
  const child = startMain(place, settings)
  let line = ''
  child.stderr.on('data', text => void (line += String(text)))
  const [status] = await once(child, 'close')
  return { status: status as number | null, line: line.trimEnd() }
}

function startMain(place: Place, settings: Readonly<Record<string, string>>) {
  const env = { ...environmentOf(place), ...settings }
  return spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] })
}

async function readAddress(stdout: NodeJS.ReadableStream): Promise<string> {
  const lines = createInterface({ input: stdout })
  for await (const line of lines) {
    const address = /^Pana: (http:\/\/\S+)$/.exec(line)?.[1]
    if (address !== undefined) return address
  }
  return new Promise(() => undefined)
}

export function environmentOf({ dataDir, keyDir, anchorDir, databaseUrl, keyDatabaseUrl }: Place): NodeJS.ProcessEnv {
  return {
    ...ownEnvironment(),
    PORT: '0',
    PANA_DATA_DIR: dataDir,
    PANA_KEY_DIR: keyDir,
    PANA_AUDIT_ANCHOR: anchorDir,
    DATABASE_URL: databaseUrl,
    PANA_KEY_DATABASE_URL: keyDatabaseUrl,
  }
}

/** What every process of the tests gets. */
export function ownEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] }
}
