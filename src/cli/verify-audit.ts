import { verifyAudit as recompute } from '../storage/verify-audit.ts'
import { exitStatus, readArguments, type Command } from './command.ts'
import { readExistingOptions, withDatabase } from './installation.ts'

export const verifyAudit: Command = {
  name: 'verify-audit',
  forms: ['verify-audit'],
  about: `Recomputes every chain of the audit log, compares it with the signed anchors and prints each fault.
A tail that was cut off after the last anchor cannot be seen.`,
  run: (args, io) => {
    readArguments(args, {})
    const options = readExistingOptions(io, { anchor: false })
    return withDatabase(options, async db => {
      const faults = await recompute(db, options.anchorDir)
      for (const { code, region, seq } of faults) io.stdout.write(`${code} region=${region} seq=${seq}\n`)
      if (faults.length === 0) io.stdout.write('0 faults\n')
      return faults.length === 0 ? exitStatus.done : exitStatus.foundWrong
    })
  },
}
