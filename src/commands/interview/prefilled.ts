import type { Answer } from '../../domain/questionnaire/answer.ts'
import { isNameless } from '../../domain/person/told-person.ts'
import { findLastAssessment, openAssessment } from '../../storage/assessment-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import { answerPlace, type InterviewAnswerRow, type InterviewRow } from '../../storage/interview-store.ts'
import { findPerson, openPerson } from '../../storage/person-store.ts'
import type { CommandDeps } from '../deps.ts'

/** What the last assessment of a case says, and who its two people are. */
export async function openKnownAnswers({ db }: CommandDeps, one: CaseRow): Promise<Record<string, Answer>> {
  const last = await findLastAssessment(db.read, one.id)
  const known: Record<string, Answer> = last ? { ...(await openAssessment(db, last)).answers } : {}
  for (const [item, id] of [['victim', one.victim_id] as const, ['perpetrator', one.perpetrator_id] as const]) {
    const person = await findPerson(db.read, id)
    if (!person) continue
    const { sex, ...identity } = await openPerson(db, person)
    const told = { ...identity, sex: sex === 'female' || sex === 'male' ? sex : '' } as const
    known[item] = { value: isNameless(told) ? { ...told, unknown: true } : told, source: 'record' }
  }
  return known
}

/** Answers taken over into a draft, under the key of the draft. */
export async function sealAnswers(
  { db }: CommandDeps,
  row: InterviewRow,
  kept: Readonly<Record<string, Answer>>,
): Promise<InterviewAnswerRow[]> {
  const sealing = Object.entries(kept).map(async ([item, answer]): Promise<InterviewAnswerRow> => {
    const place = answerPlace(row.id, item)
    const sealed_answer = await db.keys.seal(row.key_id ?? '', place, JSON.stringify(answer))
    return { interview_id: row.id, item, sealed_answer, answered_at: row.started_at, prefilled: 1 }
  })
  return Promise.all(sealing)
}
