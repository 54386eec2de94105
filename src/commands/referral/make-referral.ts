import { decide, type Actor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { canConsentBecome, type SharingAgency } from '../../domain/case/consent.ts'
import { fail, succeed, type Outcome } from '../../domain/fault.ts'
import { kindOfMeasure, type HelperKind } from '../../domain/referral/provider.ts'
import { isLive, referralStateOrThrow } from '../../domain/referral/referral.ts'
import { findCase, type CaseRow } from '../../storage/case-store.ts'
import type { AuditEntry } from '../../storage/change.ts'
import { insertConsent } from '../../storage/consent-store.ts'
import { closeMeasure, listCaseMeasures } from '../../storage/measure-store.ts'
import { listCaseReferrals } from '../../storage/referral-store.ts'
import type { Source } from '../../storage/scope-filter.ts'
import { toStamp } from '../../storage/stamp.ts'
import { settleWorkItem } from '../../storage/work-item-store.ts'
import { faultOfState } from '../assessment/reach-case.ts'
import { contextOf, notFound, refused, type CommandDeps } from '../deps.ts'
import { checkTexts } from '../person/check-texts.ts'
import { changeOrRefuse, Refusal, takeOrRefuse } from '../refusal.ts'
import { buildContent, contentMark, needOf, partyOf, type PartyChoice } from './build-content.ts'
import { buildReferral } from './build-referral.ts'
import { countingOf } from './centre-rules.ts'
import { findReceiver } from './find-receiver.ts'
import { sendReferral } from './send-referral.ts'
import { readSharing, sharingAgencyOrThrow } from './sharing.ts'

export const sharingGrounds = ['consent', 'override'] as const

export type NewReferral = {
  readonly caseId: string
  readonly toId: string
  /** She agrees, asked now or before; or the head's recorded override. */
  readonly ground: (typeof sharingGrounds)[number]
  readonly places: PartyChoice
  readonly need: string
  /** The mark of what the sender was shown. */
  readonly shown: string
  /** The refused referral that this one follows; empty for none. */
  readonly followsId: string
}

const longestNeed = 2000

/** Refers the person of a case: exactly what was shown is sent, and the measure that asked for it is done. */
export async function makeReferral(
  deps: CommandDeps,
  actor: Actor,
  input: NewReferral,
): Promise<Outcome<{ id: string }>> {
  const reached = await reachCaseToRefer(deps, deps.db.read, actor, input.caseId)
  if (!reached.ok) return reached
  const one = reached.value
  const text = checkTexts({ need: input.need }, longestNeed)
  if (!text.ok) return text
  const content = await buildContent(deps.db, one)
  if (contentMark(deps.db, content, input.toId) !== input.shown) return fail({ code: 'content_changed', at: 'to' })
  const receiver = await findReceiver(deps, deps.db.read, input.toId, needOf(content, input.places, countingOf(deps)))
  if (!receiver.ok) return receiver
  const row = await buildReferral(deps, actor, {
    origin: actor.role === 'secretary' ? 'commission' : 'case',
    caseId: one.id,
    measureId: null,
    followsId: input.followsId === '' ? null : input.followsId,
    region: one.region,
    district: one.district,
    toId: receiver.value.id,
    kind: receiver.value.kind,
    urgency: one.category,
    party: partyOf(content, input.places, countingOf(deps)),
    ground: input.ground,
    keyId: one.key_id,
    content: { ...content, need: text.value.need },
  })
  return changeOrRefuse(deps.db, contextOf(deps, actor, one.region), async tx => {
    takeOrRefuse(await reachCaseToRefer(deps, tx, actor, input.caseId))
    await refuseSecond(tx, one.id, row.to_id, row.follows_id)
    const consent = await settleGround(tx, deps, actor, one, sharingAgencyOrThrow(row.kind), input.ground)
    const done = await closeAskedMeasures(tx, deps, actor, one, receiver.value.kind)
    const measureId = done[0]?.id ?? null
    await sendReferral(tx, deps, { ...row, measure_id: measureId })
    if (row.follows_id !== null) await settleWorkItem(tx, 'referral', row.follows_id, toStamp(deps.now))
    const details = { case: one.id, to: row.to_id, urgency: row.urgency, ground: input.ground }
    const sent = { action: 'referral.sent', subject: `referral:${row.id}`, details }
    return { value: succeed({ id: row.id }), entries: [...consent, sent, ...done.map(each => each.entry)] }
  })
}

/** Whoever may refer this case now; the lowest tier counts, for the secretary is not shown all that is sent. */
export async function reachCaseToRefer(
  deps: CommandDeps,
  db: Source,
  actor: Actor,
  caseId: string,
): Promise<Outcome<CaseRow>> {
  const one = await findCase(db, caseId, toStamp(deps.now))
  if (!one) return notFound()
  const decision = decide(actor, 'referral.make', one, 2)
  if (decision !== 'allowed') return decision === 'refused' ? refused() : notFound()
  const fault = await faultOfState(db, one)
  return fault ? fail(fault) : succeed(one)
}

async function refuseSecond(tx: Source, caseId: string, toId: string, followsId: string | null): Promise<void> {
  const rows = await listCaseReferrals(tx, caseId)
  if (rows.some(row => row.to_id === toId && isLive(referralStateOrThrow(row.state)))) {
    throw new Refusal({ code: 'referral_stands', at: 'to' })
  }
  if (followsId === null) return
  const before = rows.find(row => row.id === followsId)
  if (before?.state !== 'refused') throw new Refusal({ code: 'not_found' })
  if (rows.some(row => row.follows_id === followsId)) throw new Refusal({ code: 'referral_followed', at: 'to' })
}

/** Her word given now is recorded as such; an override must be on record already. */
async function settleGround(
  tx: Source,
  deps: CommandDeps,
  actor: Actor,
  one: CaseRow,
  agency: SharingAgency,
  ground: NewReferral['ground'],
): Promise<AuditEntry[]> {
  const { ground: stands, said } = await readSharing(tx, one.id, agency, deps.now)
  if (stands === 'consent') return []
  if (ground === 'override') {
    if (stands === null) throw new Refusal({ code: 'override_missing', at: 'ground' })
    return []
  }
  if (!permits(actor.role, 'consent.record')) throw new Refusal({ code: 'consent_missing', at: 'ground' })
  if (!canConsentBecome(said, 'given')) throw new Refusal({ code: 'consent_order', at: 'ground' })
  const recorded = { recorded_at: toStamp(deps.now), recorded_by: actor.id }
  await insertConsent(tx, {
    id: deps.newId(),
    case_id: one.id,
    region: one.region,
    agency,
    state: 'given',
    ...recorded,
  })
  return [{ action: 'consent.recorded', subject: `case:${one.id}`, details: { agency, state: 'given' } }]
}

async function closeAskedMeasures(tx: Source, deps: CommandDeps, actor: Actor, one: CaseRow, kind: HelperKind) {
  const due = (await listCaseMeasures(tx, one.id)).filter(each => {
    return each.state === 'due' && kindOfMeasure[each.code] === kind
  })
  const closed = { state: 'done', sealed_note: null, closed_at: toStamp(deps.now), closed_by: actor.id }
  for (const { id } of due) await closeMeasure(tx, id, closed)
  return due.map(({ id }) => {
    const details = { measure: id, state: 'done' }
    return { id, entry: { action: 'measure.recorded', subject: `case:${one.id}`, details } }
  })
}
