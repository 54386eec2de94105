import { z } from 'zod'
import { findJobResult } from './job-store.ts'
import type { Source } from './scope-filter.ts'
import { auditFaultCodes } from './verify-audit.ts'

export const logCheckJob = 'check_log'

const logCheck = z.object({
  faults: z.number(),
  first: z.object({ code: z.enum(auditFaultCodes), region: z.string(), seq: z.number() }).nullable(),
})

/** How a check of the whole log ended: how many faults, and the first of them. */
export type LogCheck = Readonly<z.output<typeof logCheck>>

/** The last check of the whole log, by whomever; null before the first. */
export async function findLogCheck(db: Source): Promise<(LogCheck & { readonly ranAt: string }) | null> {
  const done = await findJobResult(db, logCheckJob)
  return done ? { ...logCheck.parse(JSON.parse(done.result)), ranAt: done.ranAt } : null
}
