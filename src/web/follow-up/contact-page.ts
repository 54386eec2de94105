import { childrenSeen, contactKinds, dangerSigns, orderKept } from '../../domain/follow-up/contact.ts'
import { permits } from '../../domain/access/roles.ts'
import type { Fault } from '../../domain/fault.ts'
import { formatDateTime } from '../../i18n/formats.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import { listContacts, openContactNote, openDanger, type ContactRow } from '../../storage/contact-record-store.ts'
import { wishesModel } from '../case/wishes-model.ts'
import { sayFault } from '../http/faults.ts'
import type { Context, Reply } from '../http/route.ts'

type Any = Context<unknown, unknown>

export type ContactFields = {
  readonly kind: string
  readonly reached: string
  readonly children_seen: string
  readonly order_kept: string
  readonly danger: readonly string[]
  readonly note: string
  readonly happened_at: string
}

/**
 * The usual answers stand there already, the kind of contact that the link was for among them; that there are no children
 * only where the last contact said so.
 */
export async function freshContact({ now, deps, request }: Any, caseId: string): Promise<ContactFields> {
  const local = now.toZonedDateTimeISO(deps.calendar.zone).toPlainDateTime().toString({ smallestUnit: 'minute' })
  const [last] = await listContacts(deps.db.read, caseId)
  const children = last?.children_seen === 'none' ? 'none' : ''
  const kind = contactKinds.find(one => one === request.query['kind']) ?? 'call'
  const usual = { kind, reached: '', children_seen: children, order_kept: 'unknown' }
  return { ...usual, danger: [], note: '', happened_at: local }
}

/** Every contact with her, and a form for the next one. */
export async function contactsPage(
  context: Any,
  one: CaseRow,
  typed: ContactFields,
  faults: readonly Fault[],
): Promise<Reply> {
  const { deps, actor, t } = context
  const rows = await listContacts(deps.db.read, one.id)
  const choice = (name: keyof ContactFields, values: readonly string[]) => ({
    name,
    label: t(`contact-${name}`),
    options: values.map(value => ({ value, text: t(`contact-${name}-${value}`), checked: typed[name] === value })),
  })
  return {
    kind: 'page',
    view: 'follow-up/contacts',
    status: faults.length > 0 ? 422 : 200,
    at: `/cases/${one.id}/contacts`,
    read: { region: one.region, subject: `case:${one.id}` },
    model: {
      title: t('contacts-title', { number: one.number }),
      back: `/cases/${one.id}`,
      action: `/cases/${one.id}/contacts`,
      records: permits(actor.role, 'contact.record'),
      ...(await wishesModel(context, one)),
      faults: faults.map(fault => sayFault(fault, t)),
      choices: [
        choice('kind', contactKinds),
        choice('reached', ['yes', 'no']),
        choice('children_seen', childrenSeen),
        choice('order_kept', orderKept),
      ],
      dangers: dangerSigns.map(value => ({
        value,
        text: t(`danger-${value}`),
        checked: typed.danger.includes(value),
      })),
      happenedAt: typed.happened_at,
      note: typed.note,
      rows: await Promise.all(rows.map(row => contactModel(context, one, row))),
    },
  }
}

async function contactModel({ deps, locale, t }: Any, one: CaseRow, row: ContactRow) {
  const dangers = openDanger(row).map(code => t(`danger-${code}`))
  return {
    at: formatDateTime(row.happened_at, locale),
    kind: t(`contact-kind-${row.kind}`),
    reached: t(`contact-reached-${row.reached === 1 ? 'yes' : 'no'}`),
    children: t(`contact-children_seen-${row.children_seen}`),
    order: t(`contact-order_kept-${row.order_kept}`),
    danger: dangers.join(', '),
    note: await openContactNote(deps.db, one.key_id, row),
  }
}
