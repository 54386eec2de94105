import { speakersOf, type ReachedSitting } from '../../commands/conference/reach-sitting.ts'
import { isOnList } from '../../commands/conference/sitting-proposal.ts'
import type { Minutes } from '../../domain/conference/minutes.ts'
import { minutesPaper } from '../../documents/conference/minutes-paper.ts'
import type { PaperFrame } from '../../documents/conference/paper.ts'
import { agendaPaper, controlPaper, extractPaper } from '../../documents/conference/sitting-papers.ts'
import type { PrintedDocument } from '../../documents/printed-document.ts'
import { permits } from '../../domain/access/roles.ts'
import { formatDateTime } from '../../i18n/formats.ts'
import { listItems } from '../../storage/conference-agenda.ts'
import { listItemReaders } from '../../storage/conference-reader.ts'
import { findCommissionOf, nameAccounts } from '../../storage/conference-commission.ts'
import type { PrintedCopy } from '../../storage/conference-minutes.ts'
import { readAddenda, readMinutes, readSignatures, withLiveStates } from './minutes-page.ts'
import type { Any } from './shared.ts'
import { listKnownItems } from './sitting-page.ts'

/** A numbered copy as a paper; what its reader may not know stands nowhere in it. */
export async function copyDocument(context: Any, reached: ReachedSitting, copy: PrintedCopy): Promise<PrintedDocument> {
  const frame = await frameOf(context, copy)
  if (copy.kind === 'agenda') return agenda(context, reached, frame)
  const minutes = await readMinutes(context, reached)
  if (copy.kind === 'extract') {
    const items = await itemsFor(context, reached, copy.agency ?? '', minutes.items)
    return extractPaper({ ...minutes, items }, copy.agency ?? '', frame)
  }
  if (copy.kind === 'control') return controlPaper(await withLiveStates(context, reached.sitting, minutes), frame)
  const known = await listKnownItems(context, reached, 'minutes.approve')
  const signatures = await readSignatures(context, minutes.stored)
  const signed = (office: string) => {
    const given = signatures.find(one => one.office === office)
    return given ? { name: given.name, at: given.signed_at, capacity: given.capacity } : null
  }
  return minutesPaper(
    {
      ...minutes,
      addenda: await readAddenda(context, minutes.stored, known),
      signatures: { chair: signed('chair'), secretary: signed('secretary') },
      sha256: minutes.stored?.sha256 ?? '',
    },
    frame,
  )
}

/** A closed item stands in the extract of an agency only if one of its people is named for it. */
async function itemsFor({ deps }: Any, { sitting, seats }: ReachedSitting, agency: string, items: Minutes['items']) {
  const readers = await listItemReaders(deps.db.read, sitting.id)
  const speakers = new Set(speakersOf(seats.filter(seat => seat.agency === agency)))
  return items.filter(item => !item.closed || readers.get(item.item_id)?.some(account => speakers.has(account)))
}

async function frameOf({ deps, t }: Any, copy: PrintedCopy): Promise<PaperFrame> {
  const names = await nameAccounts(deps.db.read, [copy.printed_by])
  const who = names.get(copy.printed_by)?.name ?? ''
  const at = formatDateTime(copy.printed_at, 'ru')
  return { copy: copy.copy, footer: t('paper-footer', { copy: copy.copy, who, at }) }
}

async function agenda(context: Any, reached: ReachedSitting, frame: PaperFrame): Promise<PrintedDocument> {
  const { deps, actor } = context
  const { sitting } = reached
  const commission = await findCommissionOf(deps.db.read, sitting.district)
  const ofDesk = permits(actor.role, 'sitting.view')
  const items = ofDesk ? await listKnownItems(context, reached) : await listForMember(context, sitting.id)
  return agendaPaper(
    {
      body_kk: commission?.name_kk ?? '',
      body_ru: commission?.name_ru ?? '',
      place_kk: sitting.place_kk,
      place_ru: sitting.place_ru,
      startsAt: sitting.starts_at,
      ofDesk,
      items: items.filter(isOnList).map(({ number, category, kind, track, closed, minutes_planned: minutes }) => {
        return { number, category, kind, track, closed: closed === 1, minutes }
      }),
    },
    frame,
  )
}

/** What a member finds on the agenda: never a closed item, for papers lie about. */
async function listForMember({ deps, actor }: Any, sittingId: string) {
  return (await listItems(deps.db.read, actor, sittingId)).filter(item => item.closed === 0)
}
