import { submitAssessment } from '../../src/commands/assessment/submit-assessment.ts'
import { chooseDefinitions } from '../../src/commands/assessment/definitions.ts'
import { todayOf, type CommandDeps } from '../../src/commands/deps.ts'
import { saveAnswer } from '../../src/commands/interview/save-answer.ts'
import { startInterview } from '../../src/commands/interview/start-interview.ts'
import { startReassessment } from '../../src/commands/interview/start-reassessment.ts'
import { recordMeasure } from '../../src/commands/measure/record-measure.ts'
import type { Actor } from '../../src/domain/access/decide.ts'
import { isOwnMeasure } from '../../src/domain/measure/is-own-measure.ts'
import type { AnswerValue } from '../../src/domain/questionnaire/answer.ts'
import type { BankItem } from '../../src/domain/questionnaire/bank.ts'
import { listCaseMeasures } from '../../src/storage/measure-store.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { orThrow } from './judgement.ts'

/** What is told differs from «no» in these answers. */
export type ToldAnswers = Readonly<Record<string, AnswerValue>>

const judgement = {
  priorCategory: 'high',
  concern: 'Учебная запись: он знает, где она, и угрожает вернуться.',
} as const
const nothing = new Set(['never', 'neither', 'none', 'nobody', 'no'])

/** A case of the demo's own story, with the police measures of its first days done. */
export async function tellCase(deps: CommandDeps, actor: Actor, told: ToldAnswers): Promise<string> {
  const { id } = orThrow(await startInterview(deps, actor))
  await answer(deps, actor, id, told)
  const people = {
    victim: { same: null, notSame: [], iinReason: '' },
    perpetrator: { same: null, notSame: [], iinReason: '' },
  }
  return orThrow(await submitAssessment(deps, actor, { interviewId: id, ...judgement, people })).caseId
}

/** The same people again: something has happened, or the day of the reassessment has come. */
export async function tellAgain(
  deps: CommandDeps,
  actor: Actor,
  again: { readonly caseId: string; readonly prompt: 'new_incident' | 'scheduled'; readonly told: ToldAnswers },
): Promise<void> {
  const { victim: _victim, perpetrator: _perpetrator, ...told } = again.told
  const { id } = orThrow(await startReassessment(deps, actor, again))
  await answer(deps, actor, id, told)
  orThrow(await submitAssessment(deps, actor, { interviewId: id, ...judgement }))
}

async function answer(deps: CommandDeps, actor: Actor, interviewId: string, told: ToldAnswers): Promise<void> {
  for (const item of chooseDefinitions(deps.questionnaires, todayOf(deps)).bank.items) {
    const value = told[item.code] ?? usual(item, deps)
    if (value === null) continue
    const saved = await saveAnswer(deps, actor, interviewId, item.code, { value })
    const passedOver = !saved.ok && saved.faults.some(fault => fault.code === 'hidden_item')
    if (!passedOver) orThrow(saved)
  }
}

/** What nobody says otherwise is no. */
function usual(item: BankItem, { now, calendar }: CommandDeps): AnswerValue | null {
  switch (item.type) {
    case 'yes_no':
      return 'no'
    case 'choice':
      return item.options.find(option => nothing.has(option.code))?.code ?? null
    case 'tick_list':
      return { ticked: [], rest: 'no' }
    case 'date_time':
      return `${now.toZonedDateTimeISO(calendar.zone).toPlainDate().subtract({ days: 1 }).toString()}T21:30`
    default:
      return null
  }
}

const rounds = 4

/** Does what was due until now, each measure in its time; what repeats comes again and is done again. */
export async function doMeasures(deps: CommandDeps, actor: Actor, caseId: string): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const rows = await listCaseMeasures(deps.db.write, caseId)
    const due = rows.filter(row => row.state === 'due' && row.due_at < toStamp(deps.now))
    for (const row of due.filter(one => isOwnMeasure(actor.role, one.owner_role))) {
      const then = { ...deps, now: Temporal.Instant.from(row.due_at) }
      orThrow(await recordMeasure(then, actor, { id: row.id, state: 'done', note: 'Учебная отметка об исполнении' }))
    }
  }
}
