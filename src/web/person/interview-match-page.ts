import { findCandidates } from '../../commands/person/find-candidates.ts'
import { parts, type Part, type PartyDecisions } from '../../commands/person/party-decision.ts'
import type { Fault } from '../../domain/fault.ts'
import { findIinDoubts } from '../../domain/person/iin.ts'
import { isNameless, profileOfTold } from '../../domain/person/told-person.ts'
import type { PersonAnswer, SafeContact } from '../../domain/questionnaire/answer-value.ts'
import type { Translate } from '../../i18n/translator.ts'
import { sayFault, type SaidFault } from '../http/faults.ts'
import type { Context, Reply } from '../http/route.ts'
import type { Draft } from '../interview/draft.ts'
import { loadPlaces, type Places } from '../reference/places.ts'
import { joinName, matchesModel, sayBirth, subjectOf } from './match-model.ts'

type Any = Context<unknown, unknown>
export type TypedJudgement = { readonly category: string; readonly concern: string }

/** Whether the officer should look at people of the register before this interview is saved; a known case has its own. */
export async function hasMatches(context: Any, draft: Draft): Promise<boolean> {
  if (draft.prompt !== null) return false
  const sides = await Promise.all(parts.map(part => findSide(context, draft, part)))
  return sides.some(side => side && (side.found.matches.length > 0 || side.doubts.length > 0))
}

/** Who may be who, before anything is saved; the judgement typed so far goes along. */
export async function interviewMatchPage(
  context: Any,
  draft: Draft,
  typed: TypedJudgement,
  decisions: PartyDecisions,
  faults: readonly Fault[],
): Promise<Reply> {
  const { actor, t } = context
  const sides = (await Promise.all(parts.map(part => findSide(context, draft, part)))).filter(side => side !== null)
  const places = await loadPlaces(context)
  return {
    kind: 'page',
    view: 'person/interview-match',
    status: faults.length > 0 ? 422 : 200,
    read: { region: actor.region, subject: subjectOf(sides.flatMap(side => side.found.matches)) },
    model: {
      title: t('match-title'),
      action: `/interviews/${draft.id}/people`,
      back: `/interviews/${draft.id}/contact`,
      category: typed.category,
      concern: typed.concern,
      faults: faults.map(fault => nameSide(sayFault(fault, t), sides, t)),
      sides: sides.map(side => sideModel(context, places, side, decisions[side.part])),
    },
  }
}

/** The same sentence may stand for both sides: it says whom it is about. */
function nameSide(said: SaidFault, sides: readonly Side[], t: Translate): SaidFault {
  const side = sides.find(one => one.part === said.at)
  return side ? { at: said.at, text: `${t(`person-${side.part}`)}: ${joinName(side.told)}. ${said.text}` } : said
}

type Side = NonNullable<Awaited<ReturnType<typeof findSide>>>

async function findSide(context: Any, draft: Draft, part: Part) {
  const told = draft.answers[part]?.value as PersonAnswer | undefined
  if (!told || isNameless(told)) return null
  const contact = draft.answers['safe_contact']?.value as SafeContact | undefined
  const phones = part === 'victim' && contact?.phone ? [contact.phone] : []
  const found = await findCandidates({ ...context.deps, now: context.now }, context.actor, profileOfTold(told, phones))
  return { part, told, found, doubts: findIinDoubts(told) }
}

function sideModel(context: Any, places: Places, { part, told, found, doubts }: Side, decision: PartyDecisions[Part]) {
  const { t } = context
  const none = decision !== undefined && decision.same === null && decision.notSame.length > 0
  const { note, rows } = matchesModel(context, places, found)
  return {
    part,
    title: t(`person-${part}`),
    name: joinName(told),
    born: sayBirth(told.born_on, context),
    note,
    rows: rows.map(row => ({ ...row, chosen: decision?.same === row.id })),
    none,
    doubts: doubts.map(doubt => t(`iin-doubt-${doubt}`)),
    reason: decision?.iinReason ?? '',
  }
}
