import type { ReachedItem } from '../../commands/conference/reach-sitting.ts'
import { listPreviousPlan } from '../../commands/conference/previous-plan.ts'
import { nameParty } from '../../commands/conference/collect-minutes.ts'
import { isOnList } from '../../commands/conference/sitting-proposal.ts'
import { secondsSpent } from '../../commands/conference/time-spent.ts'
import { definitionsOf } from '../../commands/assessment/definitions.ts'
import { knowsWishes } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import { reviewOutcomes } from '../../domain/conference/action.ts'
import { itemLinks } from '../../domain/conference/sitting-item.ts'
import type { Procedure } from '../../domain/questionnaire/procedure.ts'
import { formatDate, formatDateTime } from '../../i18n/formats.ts'
import { findLastAssessment } from '../../storage/assessment-store.ts'
import { findCase, openCase, type CaseRow } from '../../storage/case-store.ts'
import { listReviews, openAction } from '../../storage/conference-action.ts'
import { openNotes, type NoteField, type SittingItem } from '../../storage/conference-agenda.ts'
import { findCommissionOf } from '../../storage/conference-commission.ts'
import { listResearchOfItem, openAnswer } from '../../storage/conference-research.ts'
import { toStamp } from '../../storage/stamp.ts'
import { sayRule } from '../case/wishes-model.ts'
import { triggerModels } from '../assessment/reason-model.ts'
import type { Reply } from '../http/route.ts'
import { elapsed } from './room-page.ts'
import { actionModels, inLanguage, libraryModels, newActionForm } from './action-model.ts'
import { faultModels, nothing, optionsOf, shortNumber, type Any, type Typed } from './shared.ts'
import { capacityModel, listKnownItems, quorumOfItem } from './sitting-page.ts'

/** The screen of the secretary while an item is heard: her wishes first, then the plan before, then the rest. */
export async function itemPage(context: Any, reached: ReachedItem, typed: Typed = nothing): Promise<Reply> {
  const { deps, actor, now, locale, t } = context
  const { item, sitting, seats } = reached
  const { procedure } = definitionsOf(deps.questionnaires, sitting.procedure_name, sitting.procedure_version)
  const one = await findCase(deps.db.read, item.case_id, toStamp(now))
  const commission = await findCommissionOf(deps.db.read, sitting.district)
  if (!one || !commission) throw new Error(`item ${item.id} without case or commission`)
  const known = (await listKnownItems(context, reached)).filter(isOnList)
  const plan = await planModels(context, item)
  const desk = { item, seats, procedure }
  return {
    kind: 'page',
    view: 'conference/item',
    at: `/sitting-items/${item.id}`,
    status: typed.faults.length > 0 ? 422 : 200,
    read: { region: sitting.region, subject: `case:${item.case_id}` },
    model: {
      title: t('item-title', { number: shortNumber(item.number) }),
      sittingTitle: t('sitting-title', { at: formatDateTime(sitting.starts_at, locale) }),
      sittingHref: `/sittings/${sitting.id}`,
      id: item.id,
      sittingId: sitting.id,
      faults: faultModels(typed, context),
      quorum: await quorumOfItem(context, reached),
      behind: capacityModel(context, sitting, commission, known).behind,
      items: known.map((each, at) => sideLine(context, each, at, item.id)),
      number: item.number,
      category: item.category,
      categoryText: t(`category-${item.category}`),
      kind: t(`item-kind-${item.kind}`),
      closed: item.closed === 1 ? t('item-closed') : '',
      listed: item.state === 'listed',
      open: item.state === 'open',
      heard: item.state === 'heard',
      manages: permits(actor.role, 'sitting.manage'),
      elapsed: elapsed(secondsSpent(item, now)),
      since: item.opened_at ?? '',
      spent: item.spent_seconds,
      ...(await headModel(context, one)),
      triggers: await triggerLines(context, item, procedure),
      plan,
      planOpen: plan.some(row => !row.reviewed),
      research: await researchLines(context, item),
      shownAt: toStamp(now),
      ...(await noteModels(context, item, typed)),
      votes: voteModel(item, typed),
      actions: await actionModels(context, desk, typed),
      newAction: await newActionForm(context, desk, typed),
      libraryId: deps.newId(),
      library: await libraryModels(context, seats),
    },
  }
}

function sideLine({ now, t }: Any, item: SittingItem, at: number, current: string) {
  const open = item.state === 'open'
  return {
    href: `/sitting-items/${item.id}`,
    text: `${at + 1} · ${shortNumber(item.number)}`,
    current: item.id === current,
    notes: [
      item.kind === 'repeat' ? t('item-kind-repeat') : '',
      item.closed === 1 ? t('item-closed-short') : '',
      item.track === 'consent' ? t('item-consent') : '',
    ]
      .filter(note => note !== '')
      .join(' · '),
    side: item.state === 'heard' ? '✓' : open ? elapsed(secondsSpent(item, now)) : String(item.minutes_planned || ''),
  }
}

async function headModel(context: Any, one: CaseRow) {
  const { deps, actor, locale, t } = context
  const told = knowsWishes(actor, 2)
  const { wishes, fears, contact } = await openCase(deps.db, one)
  const person = async (id: string) => {
    const { name, born_on } = await nameParty(deps.db, id)
    return born_on === '' ? name : `${name}, ${formatDate(born_on, locale)}`
  }
  return {
    wishes: told ? wishes : '',
    fears: told ? fears : '',
    rule: told ? sayRule(contact, t) : '',
    victim: await person(one.victim_id),
    perpetrator: await person(one.perpetrator_id),
  }
}

async function triggerLines(context: Any, item: SittingItem, procedure: Procedure): Promise<string[]> {
  const last = await findLastAssessment(context.deps.db.read, item.case_id)
  if (!last) return []
  return triggerModels(context, last.result, procedure).map(
    one => `${one.family}: ${one.facts.map(fact => fact.text).join('; ')}`,
  )
}

async function planModels({ deps, locale, t }: Any, item: SittingItem) {
  const reviews = await listReviews(deps.db.read, item.id)
  const rows = []
  for (const row of await listPreviousPlan(deps.db.read, item)) {
    const words = await openAction(deps.db, item.key_id, row)
    const chosen = reviews.get(row.id) ?? ''
    rows.push({
      id: row.id,
      agency: t(`agency-${row.agency}`),
      text: inLanguage(words, 'text', locale),
      due: row.due_on === null ? '' : formatDate(row.due_on, locale),
      state: t(`action-state-${row.state}`),
      reviewed: chosen !== '',
      outcomes: optionsOf(reviewOutcomes, chosen, value => t(`review-${value}`)),
    })
  }
  return rows
}

async function researchLines({ deps, locale, t }: Any, item: SittingItem) {
  const lines = []
  for (const row of await listResearchOfItem(deps.db.read, item.id)) {
    const answer = await openAnswer(deps.db, item.key_id, row)
    lines.push({
      mark: row.state === 'asked' ? '–' : '✓',
      agency: t(`agency-${row.agency}`),
      state: t(`research-state-${row.state}`),
      facts: answer?.facts ?? '',
      opinion: answer?.opinion ?? '',
      withheld: answer?.withheld ?? '',
      suggested: answer?.suggested ?? '',
      at: row.answered_at ? formatDateTime(row.answered_at, locale) : '',
      reminded: row.reminded_at ? t('research-reminded', { at: formatDateTime(row.reminded_at, locale) }) : '',
    })
  }
  return lines
}

/** What is typed; a field that somebody else changed meanwhile stands beside what was typed now. */
async function noteModels({ deps, t }: Any, item: SittingItem, { fields, faults }: Typed) {
  const notes = await openNotes(deps.db, item)
  const field = (name: NoteField, rows: number) => {
    const stored = notes[name] ?? ''
    const clash = faults.some(fault => fault.code === 'typed_meanwhile' && fault.at === name)
    const label = t(`note-${name}`)
    return { name, label, rows, value: fields[name] ?? stored, stored: clash ? stored : '' }
  }
  return {
    notes: [field('summary', 3), field('spoke', 3), field('risks', 2)],
    decisions: [field('decision_kk', 2), field('decision_ru', 2)],
    links: itemLinks.map(link => ({
      name: `link_${link}`,
      text: t(`link-${link}`),
      chosen: (fields[`link_${link}`] ?? notes[`link_${link}`] ?? '') === 'yes',
      note: fields[`link_${link}_note`] ?? notes[`link_${link}_note`] ?? '',
    })),
  }
}

function voteModel({ votes }: SittingItem, { fields }: Typed) {
  const value = (name: 'for' | 'against' | 'abstained') => fields[name] ?? String(votes?.[name] ?? '')
  return { for: value('for'), against: value('against'), abstained: value('abstained') }
}
