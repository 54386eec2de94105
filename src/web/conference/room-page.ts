import type { ReachedSitting } from '../../commands/conference/reach-sitting.ts'
import { nameParty } from '../../commands/conference/collect-minutes.ts'
import { secondsSpent } from '../../commands/conference/time-spent.ts'
import { permits } from '../../domain/access/roles.ts'
import { formatDate } from '../../i18n/formats.ts'
import { findCase } from '../../storage/case-store.ts'
import { listActionsOfItem, openAction } from '../../storage/conference-action.ts'
import { openNotes, type SittingItem } from '../../storage/conference-agenda.ts'
import { listStatements } from '../../storage/conference-sitting.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { Reply } from '../http/route.ts'
import { listKnownItems } from './sitting-page.ts'
import { shortNumber, type Any } from './shared.ts'

/**
 * What the room sees: names only of the item that is open, as long as it is open. Whoever is shut out of it sees the
 * page of a pause, as between two items, and so does who has not signed the statement of confidentiality.
 */
export async function roomPage(context: Any, reached: ReachedSitting): Promise<Reply> {
  const { t } = context
  const open = await itemInRoom(context, reached)
  const promises = !(await hasPromised(context, reached))
  const model = { title: t('room-title'), sittingId: reached.sitting.id, turn: open?.id ?? '', promises }
  return {
    kind: 'page',
    view: 'conference/room',
    read: { region: reached.sitting.region, subject: open ? `case:${open.case_id}` : `sitting:${reached.sitting.id}` },
    model: { ...model, item: open ? await openModel(context, open) : null },
  }
}

/** The item that is open, as far as the reader may know of it; null for who has not promised to keep it. */
export async function itemInRoom(context: Any, reached: ReachedSitting): Promise<SittingItem | null> {
  if (!(await hasPromised(context, reached))) return null
  return (await listKnownItems(context, reached)).find(item => item.state === 'open') ?? null
}

/** The desk shows the room to all; everybody else looks for themselves, after the statement for this sitting. */
async function hasPromised({ deps, actor }: Any, { sitting }: ReachedSitting): Promise<boolean> {
  return permits(actor.role, 'sitting.view') || (await listStatements(deps.db.read, sitting.id)).has(actor.id)
}

async function openModel({ deps, now, locale, t }: Any, item: SittingItem) {
  const one = await findCase(deps.db.read, item.case_id, toStamp(now))
  const notes = await openNotes(deps.db, item)
  const person = async (id: string) => {
    const { name, born_on } = await nameParty(deps.db, id)
    return born_on === '' ? name : `${name}, ${formatDate(born_on, locale)}`
  }
  const actions = []
  for (const row of await listActionsOfItem(deps.db.read, item.id)) {
    const words = await openAction(deps.db, item.key_id, row)
    const text = locale === 'kk' ? words.text_kk || words.text_ru : words.text_ru || words.text_kk
    const due = row.due_on === null ? '?' : formatDate(row.due_on, locale)
    actions.push(t('room-action', { agency: row.agency === null ? '?' : t(`agency-${row.agency}`), text, due }))
  }
  return {
    number: shortNumber(item.number),
    category: item.category,
    categoryText: t(`category-${item.category}`),
    kind: t(`item-kind-${item.kind}`),
    victim: one ? await person(one.victim_id) : '',
    perpetrator: one ? await person(one.perpetrator_id) : '',
    summary: notes.summary ?? '',
    decision:
      locale === 'kk' ? notes.decision_kk || (notes.decision_ru ?? '') : notes.decision_ru || (notes.decision_kk ?? ''),
    actions,
    elapsed: elapsed(secondsSpent(item, now)),
    since: item.opened_at ?? '',
    spent: item.spent_seconds,
  }
}

/** Minutes and seconds as a clock shows them. */
export function elapsed(seconds: number): string {
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`
}
