import type { ReachedAction } from '../../commands/conference/answer-action.ts'
import type { ReachedResearch } from '../../commands/conference/reach-research.ts'
import { nameParty } from '../../commands/conference/collect-minutes.ts'
import { ownScopeOf } from '../../domain/access/decide-conference.ts'
import { actionAnswers, mayAnswer } from '../../domain/conference/action.ts'
import { formatDate, formatDateTime, formatDeadline } from '../../i18n/formats.ts'
import { findCase } from '../../storage/case-store.ts'
import { findSittingItem } from '../../storage/conference-agenda.ts'
import { listOwnActions, openAction, openActionAnswer } from '../../storage/conference-action.ts'
import { listOwnResearch, openAnswer } from '../../storage/conference-research.ts'
import { listSittingsOfAccount, listStatements, listToSignFor } from '../../storage/conference-sitting.ts'
import { localDate, toStamp } from '../../storage/stamp.ts'
import type { Reply } from '../http/route.ts'
import { inLanguage } from './action-model.ts'
import { faultModels, nothing, type Any, type Typed } from './shared.ts'

/** What the commission wants of the one who looks: sittings, questions, instructions. Numbers and times, no names. */
export async function workPage(context: Any): Promise<Reply> {
  const { deps, actor, now, locale, t } = context
  const at = toStamp(now)
  const research = await listOwnResearch(deps.db.read, ownScopeOf(actor, 'research.answer'))
  const sittings = await sittingLines(context)
  const lines = await actionLines(context)
  const sittingOf = (id: string) => sittings.find(one => one.id === id)?.text ?? ''
  return {
    kind: 'page',
    view: 'conference/work',
    read: { region: actor.region, subject: `commission_work:${actor.id}` },
    model: {
      title: t('member-work-title'),
      sittings,
      minutes: await minutesLines(context),
      research: research.map((row, place) => ({
        href: `/research/${row.id}`,
        text: t('member-work-request', { place: place + 1, at: sittingOf(row.sitting_id) }),
        state: t(`research-state-${row.state}`),
        due: row.state === 'asked' ? formatDeadline(row.answer_by, at, locale, t) : '',
        late: row.state === 'asked' && row.answer_by < at,
        reminded: row.reminded_at ? t('research-reminded', { at: formatDateTime(row.reminded_at, locale) }) : '',
      })),
      actions: lines.filter(line => line.open),
      actionsOver: lines.filter(line => !line.open),
    },
  }
}

async function sittingLines({ deps, actor, locale }: Any) {
  const lines = []
  for (const sitting of await listSittingsOfAccount(deps.db.read, actor.id)) {
    const signed = (await listStatements(deps.db.read, sitting.id)).has(actor.id)
    const text = formatDateTime(sitting.starts_at, locale)
    const place = locale === 'kk' ? sitting.place_kk : sitting.place_ru
    const listed = sitting.state !== 'planned'
    lines.push({ id: sitting.id, text, place, signed, listed, open: sitting.state === 'open' })
  }
  return lines
}

/** The minutes that wait for the signature of whoever came as vice chair. */
async function minutesLines({ deps, actor, locale, t }: Any) {
  const sittings = await listToSignFor(deps.db.read, actor.id)
  return sittings.map(({ id, starts_at }) => {
    return { href: `/sittings/${id}/minutes`, text: t('minutes-title', { at: formatDateTime(starts_at, locale) }) }
  })
}

/** One's own instructions in their words, what is open first. */
async function actionLines({ deps, actor, now, locale, t }: Any) {
  const lines = []
  for (const row of await listOwnActions(deps.db.read, ownScopeOf(actor, 'action.answer'))) {
    const item = await findSittingItem(deps.db.read, row.item_id)
    if (!item) continue
    const words = await openAction(deps.db, item.key_id, row)
    lines.push({
      href: `/instructions/${row.id}`,
      text: inLanguage(words, 'text', locale),
      open: mayAnswer(row.state),
      state: t(`action-state-${row.state}`),
      due: row.due_on === null ? '' : formatDate(row.due_on, locale),
      late: mayAnswer(row.state) && row.due_on !== null && row.due_on < localDate(now),
    })
  }
  return lines
}

async function parties({ deps, now, locale }: Any, caseId: string) {
  const one = await findCase(deps.db.read, caseId, toStamp(now))
  const say = async (id: string | undefined) => {
    if (id === undefined) return ''
    const { name, born_on } = await nameParty(deps.db, id)
    return born_on === '' ? name : `${name}, ${formatDate(born_on, locale)}`
  }
  return { victim: await say(one?.victim_id), perpetrator: await say(one?.perpetrator_id) }
}

/** One screen for the agency: names and birth dates, once the statement is signed, and what it knows. */
export async function researchPage(context: Any, reached: ReachedResearch, typed: Typed = nothing): Promise<Reply> {
  const { deps, now, locale, t } = context
  const { request, item, sitting, signed } = reached
  const stored = signed ? await openAnswer(deps.db, item.key_id, request) : null
  const field = (name: 'facts' | 'opinion' | 'withheld' | 'suggested') => typed.fields[name] ?? stored?.[name] ?? ''
  const state = typed.fields['state'] ?? (request.state === 'asked' ? '' : request.state)
  return {
    kind: 'page',
    view: 'conference/research',
    at: `/research/${request.id}`,
    status: typed.faults.length > 0 ? 422 : 200,
    read: { region: request.region, subject: `case:${request.case_id}` },
    model: {
      title: t('research-title'),
      faults: faultModels(typed, context),
      id: request.id,
      sittingId: sitting.id,
      signed,
      due: formatDeadline(request.answer_by, toStamp(now), locale, t),
      ...(signed ? await parties(context, request.case_id) : { victim: '', perpetrator: '' }),
      states: (['known', 'nil'] as const).map(value => ({
        value,
        text: t(`research-answer-${value}`),
        chosen: state === value,
      })),
      facts: field('facts'),
      opinion: field('opinion'),
      withheld: field('withheld'),
      suggested: field('suggested'),
    },
  }
}

/** An agency's own instruction, with the names that it needs to carry it out. */
export async function instructionPage(context: Any, reached: ReachedAction, typed: Typed = nothing): Promise<Reply> {
  const { deps, locale, t } = context
  const { action, item } = reached
  const words = await openAction(deps.db, item.key_id, action)
  const stored = await openActionAnswer(deps.db, item.key_id, action)
  const field = (name: 'result' | 'letter' | 'evidence') => typed.fields[name] ?? stored?.[name] ?? ''
  const state = typed.fields['state'] ?? action.state
  return {
    kind: 'page',
    view: 'conference/instruction',
    at: `/instructions/${action.id}`,
    status: typed.faults.length > 0 ? 422 : 200,
    read: { region: action.region, subject: `case:${action.case_id}` },
    model: {
      title: t('instruction-title'),
      faults: faultModels(typed, context),
      id: action.id,
      ...(await parties(context, action.case_id)),
      text: inLanguage(words, 'text', locale),
      expected: inLanguage(words, 'evidence', locale),
      due: action.due_on === null ? '' : formatDate(action.due_on, locale),
      state: t(`action-state-${action.state}`),
      answerable: mayAnswer(action.state),
      states: actionAnswers.map(value => ({ value, text: t(`action-state-${value}`), chosen: state === value })),
      result: field('result'),
      letter: field('letter'),
      evidence: field('evidence'),
    },
  }
}
