import type { Fault } from '../fault.ts'
import type { Procedure } from './procedure.ts'

/** From this local date on, `YYYY-MM-DD`, new assessments are judged by this version. */
export type Activation = { readonly from: string; readonly procedure: string; readonly version: string }

/** Without activations the newest version is in force, which says nothing where procedures have different names. */
export function checkActivations(activations: readonly Activation[], procedures: readonly Procedure[]): Fault[] {
  const names = new Set(procedures.map(each => each.procedure))
  const faults: Fault[] = activations.flatMap((each, index) => {
    const at = `ACTIVE.yaml ${each.from} ${each.procedure} ${each.version}`
    const known = procedures.some(one => one.procedure === each.procedure && one.version === each.version)
    const again = activations.findIndex(one => one.from === each.from) < index
    return [...(known ? [] : [{ code: 'unknown_procedure', at }]), ...(again ? [{ code: 'duplicate_date', at }] : [])]
  })
  if (activations.length === 0 && names.size > 1) {
    faults.push({ code: 'no_active_procedure', at: `ACTIVE.yaml ${[...names].sort().join(' ')}` })
  }
  return faults
}
