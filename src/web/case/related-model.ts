import { recordsOf } from '../../commands/assessment/standing-case.ts'
import { decide } from '../../domain/access/decide.ts'
import { listCasesOfPeople } from '../../storage/case-people.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { Context } from '../http/route.ts'

/**
 * Other cases that this one belongs with: of the same victim with another perpetrator, or of the same two the other way
 * round. Only for who may see both.
 */
export async function relatedModel({ deps, actor, now, t }: Context<unknown, unknown>, one: CaseRow) {
  const { read } = deps.db
  if (one.state === 'voided' || decide(actor, 'case.view', one, 2) !== 'allowed') return []
  const victim = await recordsOf(read, one.victim_id)
  const perpetrator = await recordsOf(read, one.perpetrator_id)
  const others = (await listCasesOfPeople(read, victim, toStamp(now))).filter(other => {
    return other.id !== one.id && other.state !== 'voided' && decide(actor, 'case.view', other, 2) === 'allowed'
  })
  return others.flatMap(other => {
    const mutual = perpetrator.includes(other.victim_id) && victim.includes(other.perpetrator_id)
    const linked = victim.includes(other.victim_id) && !perpetrator.includes(other.perpetrator_id)
    if (!mutual && !linked) return []
    const text = mutual ? t('related-mutual', { number: other.number }) : t('related-linked', { number: other.number })
    return [{ href: `/cases/${other.id}`, text }]
  })
}
