import { submitAssessment } from '../../src/commands/assessment/submit-assessment.ts'
import type { CommandDeps } from '../../src/commands/deps.ts'
import { saveAnswer } from '../../src/commands/interview/save-answer.ts'
import { startInterview } from '../../src/commands/interview/start-interview.ts'
import { bankOrThrow, chooseDefinitions } from '../../src/commands/assessment/definitions.ts'
import type { Actor } from '../../src/domain/access/decide.ts'
import type { Fault } from '../../src/domain/fault.ts'
import type { Outcome } from '../../src/domain/fault.ts'
import { actorOf, findAccountByUsername } from '../../src/storage/account-store.ts'
import { inventAnswers } from './invent-answers.ts'
import { createRandom, type Random } from './random.ts'
import { seedPlaces } from './seed-places.ts'

export type DemoSize = { readonly cases: number; readonly seed: number }

const inspectors = ['inspector', 'inspector', 'inspector2', 'inspector3'] as const
const concern = 'Учебная запись: опасаюсь нового насилия после моего ухода.'

/** Invented cases through the same commands as real ones: the same people and answers for the same seed. */
export async function seedDemo(deps: CommandDeps, { cases, seed }: DemoSize): Promise<number> {
  await seedPlaces(deps)
  const random = createRandom(seed)
  const actors = await Promise.all(inspectors.map(name => actorNamed(deps, name)))
  for (let made = 0; made < cases; made += 1)
    await seedCase(deps, random.pick(actors), createRandom(random.below(2 ** 31)))
  return cases
}

async function actorNamed(deps: CommandDeps, username: string): Promise<Actor> {
  const account = await findAccountByUsername(deps.db.write, username)
  if (!account) throw new Error(`no demo account ${username}`)
  return actorOf(account)
}

async function seedCase(deps: CommandDeps, actor: Actor, random: Random): Promise<void> {
  const today = deps.now.toZonedDateTimeISO(deps.calendar.zone).toPlainDate()
  const { version } = chooseDefinitions(deps.questionnaires, today.toString()).bank
  const { id } = orThrow(await startInterview(deps, actor))
  const answers = inventAnswers(bankOrThrow(deps.questionnaires, version), random, today)
  for (const [item, answer] of Object.entries(answers)) orThrow(await saveAnswer(deps, actor, id, item, answer))
  const priorCategory = random.pick(['low', 'medium', 'high'] as const)
  orThrow(await submitAssessment(deps, actor, { interviewId: id, priorCategory, concern }))
}

function orThrow<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value
  throw new Error(
    `the demo was refused: ${outcome.faults.map(({ code, at }: Fault) => `${code} ${at ?? ''}`).join(', ')}`,
  )
}
