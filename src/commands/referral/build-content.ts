import { localDate } from '../../storage/stamp.ts'
import type { ChildAnswer } from '../../domain/questionnaire/answer-value.ts'
import { ageGroupOf, ageOn, countParty, isElderly, nobody, type Party } from '../../domain/referral/party.ts'
import type { Need } from '../../domain/referral/provider.ts'
import { findLastAssessment, openAssessment } from '../../storage/assessment-store.ts'
import { openCase, type CaseRow } from '../../storage/case-store.ts'
import type { Database } from '../../storage/database.ts'
import { listCards, openCard } from '../../storage/person-detail-store.ts'
import { findStandingPerson, listRecords, openPerson } from '../../storage/person-store.ts'
import type { ReferralContent } from '../../storage/referral-store.ts'
import type { Counting } from './centre-rules.ts'

export const partyChoices = ['with_children', 'alone', 'no_place'] as const
export type PartyChoice = (typeof partyChoices)[number]

/** What a referral of this case would share: who she is, how to reach her safely, what she wants, her children. */
export async function buildContent(db: Database, one: CaseRow): Promise<ReferralContent> {
  const person = await findStandingPerson(db.read, one.victim_id)
  if (!person) throw new Error(`case ${one.id} names a victim who is not there`)
  const { surname, given_name, patronymic, born_on, sex } = await openPerson(db, person)
  const { language, disability } = await knownCard(db, one, person.id)
  const { wishes, fears, contact } = await openCase(db, one)
  const { phone = '', channel = '', hours = '', who_hears = '' } = contact ?? {}
  const who = { surname, given_name, patronymic, born_on, sex, language, disability }
  return { ...who, phone, channel, hours, who_hears, wishes, fears, children: await readChildren(db, one), need: '' }
}

/** What this case and its district have learned of how to speak with her; another district's knowledge stays there. */
async function knownCard(db: Database, one: CaseRow, personId: string) {
  const records = await listRecords(db.read, personId)
  const reach = { districts: [one.district], cases: [one.id], excluded: [], shutOut: false }
  const ids = records.map(record => record.id)
  const [card] = await listCards(db.read, reach, ids)
  const owner = records.find(record => record.id === card?.person_id)
  return card && owner ? openCard(db, owner, card) : { language: '', disability: '' }
}

/** As told at the last assessment. */
async function readChildren(db: Database, one: CaseRow): Promise<ReferralContent['children']> {
  const last = await findLastAssessment(db.read, one.id)
  const told = last ? (await openAssessment(db, last)).answers['children']?.value : undefined
  if (!Array.isArray(told)) return []
  return (told as readonly ChildAnswer[]).map(({ name, born_on }) => ({ name, born_on }))
}

/** For whom places are asked. A child who is of age by now counts as an adult. */
export function partyOf(content: ReferralContent, choice: PartyChoice, { now, ages }: Counting): Party {
  if (choice === 'no_place') return nobody
  const today = localDate(now)
  const children = choice === 'with_children' ? content.children : []
  return countParty(['adult', ...children.map(child => ageGroupOf(child.born_on, today, ages))])
}

export function needOf(content: ReferralContent, choice: PartyChoice, at: Counting): Need {
  const today = localDate(at.now)
  const children = choice === 'with_children' ? content.children : []
  return {
    sex: content.sex,
    elderly: isElderly(content.born_on, today, at.ages),
    disability: content.disability !== '' && content.disability !== 'no' && content.disability !== 'unknown',
    party: partyOf(content, choice, at),
    childAges: children.map(child => ageOn(child.born_on, today)),
  }
}

/** Stands for exactly this content to this organisation: what is sent is what was shown, or nothing. */
export function contentMark(db: Database, content: ReferralContent, toId: string): string {
  return db.keys.indexToken('referral_content', JSON.stringify([toId, { ...content, need: '' }]))
}
