import { openDatabase, type DatabaseOptions } from '../storage/database.ts'
import { verifyAudit } from '../storage/verify-audit.ts'

/** Recomputes every chain of the audit log and prints each fault. */
export async function runVerifyAudit(options: DatabaseOptions): Promise<number> {
  const db = await openDatabase({ ...options, migrate: false })
  try {
    const faults = await verifyAudit(db, options.anchorDir)
    for (const fault of faults) console.log(`${fault.code} region=${fault.region} seq=${fault.seq}`)
    return faults.length === 0 ? 0 : 1
  } finally {
    await db.close()
  }
}
