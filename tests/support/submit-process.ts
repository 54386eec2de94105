import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Actor } from '../../src/domain/access/decide.ts'
import type { Outcome } from '../../src/domain/fault.ts'
import { submitAssessment } from '../../src/commands/assessment/submit-assessment.ts'
import { openDatabase } from '../../src/storage/database.ts'
import { depsOf, draft, type Told } from '../commands/submission.ts'
import type { Place } from './database.ts'

type Call = { readonly actor: Actor; readonly pair: readonly [Told, Told] }

/** Each call in a process of its own; all of them submit at the same moment, once every draft is ready. */
export async function submitInProcess(place: Place, calls: readonly Call[]): Promise<Outcome<object>[]> {
  const children = calls.map((call, at) => {
    const input = JSON.stringify({ place, call, start: `process-${at}` })
    const child = spawn(process.execPath, [import.meta.filename, input], { stdio: ['pipe', 'pipe', 'inherit'] })
    return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() }
  })
  await Promise.all(children.map(({ lines }) => lines.next()))
  for (const { child } of children) child.stdin.end('go')
  return Promise.all(
    children.map(async ({ lines }) => JSON.parse(String((await lines.next()).value)) as Outcome<object>),
  )
}

async function runCall(text: string): Promise<void> {
  const { place, call, start } = JSON.parse(text) as { place: Place; call: Call; start: string }
  const db = await openDatabase(place)
  const deps = depsOf(db, start)
  const interviewId = await draft(deps, call.actor, ...call.pair)
  console.log('ready')
  await once(process.stdin.resume(), 'end')
  const judgement = { priorCategory: 'medium', concern: 'I fear for her life after tonight' } as const
  const people = { victim: { same: null, notSame: [], iinReason: 'told so twice' } }
  console.log(JSON.stringify(await submitAssessment(deps, call.actor, { interviewId, ...judgement, people })))
  await db.close()
}

if (import.meta.main) await runCall(process.argv[2] ?? '')
