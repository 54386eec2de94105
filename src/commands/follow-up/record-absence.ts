import type { Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { isDate } from '../../domain/calendar/date.ts'
import { fail, succeed, type Fault, type Outcome } from '../../domain/fault.ts'
import { countOverlaps, insertAbsence } from '../../storage/absence-store.ts'
import { findAccount } from '../../storage/account-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { contextOf, refused, todayOf, type CommandDeps } from '../deps.ts'
import { changeOrRefuse, Refusal } from '../refusal.ts'

export type TypedAbsence = {
  readonly accountId: string
  readonly fromOn: string
  readonly toOn: string
  /** Empty: the unit head stands in. */
  readonly deputyId: string
}

/** Somebody is away from the first to the last day: the deputy sits at that desk meanwhile. Heads record it for their own. */
export async function recordAbsence(
  deps: CommandDeps,
  actor: Actor,
  typed: TypedAbsence,
): Promise<Outcome<{ id: string }>> {
  if (!permits(actor.role, 'absence.record')) return refused()
  const faults = checkDays(typed, todayOf(deps))
  if (faults.length > 0) return fail(...faults)
  const id = deps.newId()
  return changeOrRefuse(deps.db, contextOf(deps, actor, actor.region), async tx => {
    const fault = await faultOfPeople(tx, actor, typed)
    if (fault) throw new Refusal(fault)
    if ((await countOverlaps(tx, typed.accountId, typed.fromOn, typed.toOn)) > 0)
      throw new Refusal({ code: 'absence_twice', at: 'from_on' })
    const days = { from_on: typed.fromOn, to_on: typed.toOn, ended_at: null }
    const who = { account_id: typed.accountId, deputy_id: typed.deputyId === '' ? null : typed.deputyId }
    const recorded = { recorded_at: toStamp(deps.now), recorded_by: actor.id }
    await insertAbsence(tx, { id, region: actor.region, district: actor.district, ...who, ...days, ...recorded })
    const details = { absence: id, deputy: who.deputy_id ?? '' }
    return {
      value: succeed({ id }),
      entries: [{ action: 'absence.recorded', subject: `account:${typed.accountId}`, details }],
    }
  })
}

function checkDays({ fromOn, toOn }: TypedAbsence, today: string): Fault[] {
  const wrong = (['from_on', 'to_on'] as const).filter(at => !isDate(at === 'from_on' ? fromOn : toOn))
  if (wrong.length > 0) return wrong.map(at => ({ code: 'invalid_date', at }))
  return toOn < fromOn || toOn < today ? [{ code: 'absence_over', at: 'to_on' }] : []
}

/** Both work in the actor's own office, and the deputy is somebody else who does the same work. */
async function faultOfPeople(tx: Source, actor: Actor, { accountId, deputyId }: TypedAbsence): Promise<Fault | null> {
  const account = await findAccount(tx, accountId)
  const mayFor = accountId === actor.id || (actor.role === 'head' && account?.organisation_id === actor.organisation)
  if (!account || !mayFor) return { code: 'unknown_account', at: 'account_id' }
  if (deputyId === '') return null
  const deputy = await findAccount(tx, deputyId)
  const fits = deputy?.active === 1 && deputy.organisation_id === actor.organisation && deputyId !== accountId
  if (!fits) return { code: 'unknown_account', at: 'deputy_id' }
  const same = deputy.role === account.role || deputy.role === 'head'
  return same ? null : { code: 'deputy_of_other_role', at: 'deputy_id' }
}
