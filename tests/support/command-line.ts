import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { runCommandLine } from '../../src/cli/command-line.ts'
import type { Place } from './database.ts'
import { environmentOf, ownEnvironment } from './process.ts'

const root = join(import.meta.dirname, '../..')

export type Ended = { readonly status: number | null; readonly out: string; readonly err: string }

/** Runs `pana` at a place when one is given, with this text on its standard input. */
export async function runPana(args: readonly string[], place?: Place, input = ''): Promise<Ended> {
  const stdin = Readable.from([input], { objectMode: false })
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const told = Promise.all([text(stdout), text(stderr)])
  const status = await runCommandLine(args, { stdin, stdout, stderr, env: place ? environmentOf(place) : {} })
  stdout.end()
  stderr.end()
  const [out, err] = await told
  return { status, out, err }
}

/** The same in a process of its own. */
export function runPanaProcess(args: readonly string[], place?: Place, input = ''): Promise<Ended> {
  return run(process.execPath, [join(root, 'src/cli/pana.ts'), ...args], place, input)
}

/** The same as the operator types it. */
export function runPanaByNpm(args: readonly string[], place?: Place, input = ''): Promise<Ended> {
  return run('npm', ['run', '-s', 'pana', '--', ...args], place, input)
}

async function run(file: string, args: readonly string[], place: Place | undefined, input: string): Promise<Ended> {
  const env = place ? environmentOf(place) : ownEnvironment()
  const child = spawn(file, args, { cwd: root, env })
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  const closed = new Promise<number | null>(resolve => void child.once('close', resolve))
  const [out, err, status] = await Promise.all([text(child.stdout), text(child.stderr), closed])
  return { status, out, err }
}

/** The program itself, for a start that is refused. */
export function runMain(place: Place): Promise<Ended> {
  return run(process.execPath, [join(root, 'src/main.ts')], place, '')
}
