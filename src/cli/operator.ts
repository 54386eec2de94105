import type { Actor } from '../domain/access/decide.ts'
import type { Outcome } from '../domain/fault.ts'
import { exitStatus, type Io } from './command.ts'

/** Whoever has the shell of the machine; the audit log names no person here. */
export const operator: Actor = {
  id: 'operator',
  role: 'admin',
  region: '',
  district: null,
  organisation: '',
  excluded: [],
}

/** The id of what was made or changed, or every fault. */
export function report(outcome: Outcome<{ id: string }>, { stdout, stderr }: Io): number {
  if (outcome.ok) stdout.write(`${outcome.value.id}\n`)
  else for (const { code, at } of outcome.faults) stderr.write(`${at ?? 'account'}: ${code}\n`)
  return outcome.ok ? exitStatus.done : exitStatus.foundWrong
}
