import { collectMinutes } from '../../commands/conference/collect-minutes.ts'
import { nextMinutesNumber } from '../../commands/conference/number-minutes.ts'
import { signatureOf } from '../../commands/conference/sign-minutes.ts'
import type { ReachedSitting } from '../../commands/conference/reach-sitting.ts'
import type { Minutes } from '../../domain/conference/minutes.ts'
import { formatDateTime } from '../../i18n/formats.ts'
import { listActionsOfSitting } from '../../storage/conference-action.ts'
import type { SittingItem } from '../../storage/conference-agenda.ts'
import { nameAccounts } from '../../storage/conference-commission.ts'
import {
  findMinutes,
  hashMinutes,
  hashOf,
  listAddenda,
  listApprovals,
  listParts,
  openAddendum,
  openPart,
  type MinutesRow,
} from '../../storage/conference-minutes.ts'
import type { Sitting } from '../../storage/conference-sitting.ts'
import type { Reply } from '../http/route.ts'
import { ownersOf } from './action-model.ts'
import { sayOffice, withCapacity } from '../../documents/conference/say-capacity.ts'
import { backTo, edgeOf, faultModels, nothing, shortNumber, type Any, type Typed } from './shared.ts'
import { listKnownItems } from './sitting-page.ts'

export type ReadMinutes = Minutes & {
  readonly stored: MinutesRow | null
  /** Whether what is stored still has the hash that was signed; true while nothing is. */
  readonly whole: boolean
}

/** The minutes as the reader may know them: signed content where there is some, else what the rows say now. */
export async function readMinutes(context: Any, reached: ReachedSitting): Promise<ReadMinutes> {
  const { deps } = context
  const { sitting } = reached
  const known = await listKnownItems(context, reached, 'minutes.approve')
  const stored = await findMinutes(deps.db.read, sitting.id)
  if (!stored) {
    const ids = new Set(known.map(item => item.id))
    const typed = { number: '', invited: '' }
    return { ...(await collectMinutes(edgeOf(context), sitting, typed, item => ids.has(item.id))), stored, whole: true }
  }
  const parts = await listParts(deps.db.read, stored.id)
  const items = []
  let whole = hashMinutes(stored.head, parts) === stored.sha256
  for (const part of parts) {
    const item = known.find(one => one.id === part.item_id)
    if (!item) continue
    const content = await openPart(deps.db, item.key_id, part)
    whole &&= hashOf(JSON.stringify(content)) === part.sha256
    items.push(content)
  }
  return { head: stored.head, items, stored, whole }
}

/** The same with the states of the instructions as they are now, for the control sheet. */
export async function withLiveStates(context: Any, sitting: Sitting, minutes: Minutes): Promise<Minutes> {
  const actions = await listActionsOfSitting(context.deps.db.read, context.actor, sitting.id)
  const stateOf = new Map(actions.map(row => [row.id, row.state]))
  const items = minutes.items.map(item => {
    return { ...item, actions: item.actions.map(one => ({ ...one, state: stateOf.get(one.id) ?? one.state })) }
  })
  return { ...minutes, items }
}

export async function readSignatures({ deps, locale }: Any, stored: MinutesRow | null) {
  if (!stored) return []
  const given = await listApprovals(deps.db.read, stored.id)
  const names = await nameAccounts(
    deps.db.read,
    given.map(one => one.account),
  )
  return given.map(one => {
    const name = names.get(one.account)?.name ?? ''
    return { ...one, name, text: `${name}, ${formatDateTime(one.signed_at, locale)}` }
  })
}

export async function readAddenda({ deps, actor }: Any, stored: MinutesRow | null, known: readonly SittingItem[]) {
  if (!stored) return []
  const rows = await listAddenda(deps.db.read, actor, stored.id)
  const addenda = []
  for (const row of rows) {
    const item = known.find(one => one.id === row.item_id)
    if (!item) continue
    const text = await openAddendum(deps.db, item.key_id, row)
    addenda.push({ number: item.number, serial: row.serial, at: row.added_at, text })
  }
  return addenda
}

/** Where the minutes are signed, corrected by addenda and taken as numbered copies. */
export async function minutesPage(context: Any, reached: ReachedSitting, typed: Typed = nothing): Promise<Reply> {
  const { deps, actor, locale, t } = context
  const { sitting, seats, presiders } = reached
  const minutes = await readMinutes(context, reached)
  const { stored } = minutes
  const known = await listKnownItems(context, reached, 'minutes.approve')
  const signatures = await readSignatures(context, stored)
  const signed = signatures.some(one => one.account === actor.id)
  const number =
    stored?.number ?? typed.fields['number'] ?? (await nextMinutesNumber(deps.db.read, deps.calendar, sitting))
  const frozen = Boolean(stored?.frozen_at)
  const addenda = await readAddenda(context, stored, known)
  return {
    kind: 'page',
    view: 'conference/minutes',
    at: `/sittings/${sitting.id}/minutes`,
    status: typed.faults.length > 0 ? 422 : 200,
    read: { region: sitting.region, subject: `sitting:${sitting.id}` },
    model: {
      title: t('minutes-title', { at: formatDateTime(sitting.starts_at, locale) }),
      faults: faultModels(typed, context),
      id: sitting.id,
      back: backTo(context, sitting.id),
      presided: withCapacity(minutes.head.presiding, minutes.head.presiding_as, t),
      number,
      invited: typed.fields['invited'] ?? '',
      first: stored === null,
      frozen,
      mayExtract: sitting.state === 'approved',
      mayCopy: sitting.state === 'closed' || sitting.state === 'approved',
      maySign: sitting.state === 'closed' && !signed && signatureOf(actor, presiders) !== null,
      sha256: stored?.sha256 ?? '',
      whole: minutes.whole ? '' : t('minutes-broken'),
      signatures: signatures.map(one => ({ office: sayOffice(one, t), text: one.text })),
      items: minutes.items.map((item, at) => ({
        id: item.item_id,
        text: `${at + 1} · ${shortNumber(item.case_number)}`,
        decision: locale === 'kk' ? item.decision_kk || item.decision_ru : item.decision_ru || item.decision_kk,
        actions: t('minutes-actions', { count: item.actions.length }),
      })),
      addenda: addenda.map(one => {
        const place = t('addendum-place', { number: shortNumber(one.number), serial: one.serial })
        return { text: `${place}, ${formatDateTime(one.at, locale)}: ${one.text}` }
      }),
      agencies: [...new Set(ownersOf(seats).map(seat => seat.agency))].map(value => {
        return { value, text: t(`agency-${value}`) }
      }),
      typed: typed.fields['text'] ?? '',
    },
  }
}
