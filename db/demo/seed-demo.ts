import { submitAssessment } from '../../src/commands/assessment/submit-assessment.ts'
import type { CommandDeps } from '../../src/commands/deps.ts'
import { saveAnswer } from '../../src/commands/interview/save-answer.ts'
import { startInterview } from '../../src/commands/interview/start-interview.ts'
import { bankOrThrow, chooseDefinitions } from '../../src/commands/assessment/definitions.ts'
import { findCandidates } from '../../src/commands/person/find-candidates.ts'
import type { PartyDecision } from '../../src/commands/person/party-decision.ts'
import type { Actor } from '../../src/domain/access/decide.ts'
import { profileOfTold } from '../../src/domain/person/told-person.ts'
import type { Answer, PersonAnswer } from '../../src/domain/questionnaire/answer.ts'
import { inventAnswers } from './invent-answers.ts'
import { inventJudgement, orThrow } from './judgement.ts'
import { createRandom, type Random } from './random.ts'
import { seedBulk } from './seed-bulk.ts'
import { seedHelp } from './seed-help.ts'
import { demoActor } from './demo-actor.ts'
import { hasCommission, seedCommission } from './seed-commission.ts'
import { seedSittings, storyBegins, toldCases } from './seed-sittings.ts'
import { seedReference } from '../reference/seed-reference.ts'
import { seedPlaces } from './seed-places.ts'

export type DemoSize = { readonly cases: number; readonly seed: number }
/** `passwordHash` is one of the demo password that the caller has already. */
export type DemoWish = DemoSize & { readonly passwordHash?: string }

const inspectors = ['inspector', 'inspector', 'inspector2', 'inspector3'] as const
/** More than these go in batches: one by one each case costs dozens of durable writes. */
const oneByOne = 40

/**
 * Invented cases by the same rules as real ones: the same people and answers for the same seed. The first time, the
 * commission is founded; where there are a few cases, some of them are the story that it hears.
 */
export async function seedDemo(deps: CommandDeps, { cases, seed, passwordHash }: DemoWish): Promise<number> {
  const story = cases > toldCases && cases <= oneByOne
  await seedReference(deps)
  await seedPlaces({ db: deps.db, now: story ? storyBegins(deps) : deps.now }, passwordHash)
  const begins = !(await hasCommission(deps))
  if (begins) await seedCommission({ ...deps, now: story ? storyBegins(deps) : deps.now })
  if (begins && story) await seedSittings(deps)
  const left = begins && story ? cases - toldCases : cases
  const actors = await Promise.all(inspectors.map(name => demoActor(deps, name)))
  if (cases <= oneByOne) await seedThroughCommands(deps, actors, { cases: left, seed })
  else await seedBulk(deps, actors, { cases, seed })
  if (begins && story) await seedHelp(deps)
  return cases
}

async function seedThroughCommands(deps: CommandDeps, actors: readonly Actor[], { cases, seed }: DemoSize) {
  const random = createRandom(seed)
  for (let made = 0; made < cases; made += 1)
    await seedCase(deps, random.pick(actors), createRandom(random.below(2 ** 31)))
}

async function seedCase(deps: CommandDeps, actor: Actor, random: Random): Promise<void> {
  const today = deps.now.toZonedDateTimeISO(deps.calendar.zone).toPlainDate()
  const { version } = chooseDefinitions(deps.questionnaires, today.toString()).bank
  const { id } = orThrow(await startInterview(deps, actor))
  const answers = inventAnswers(bankOrThrow(deps.questionnaires, version), random, today)
  for (const [item, answer] of Object.entries(answers)) orThrow(await saveAnswer(deps, actor, id, item, answer))
  const people = {
    victim: await tellApart(deps, actor, answers['victim']),
    perpetrator: await tellApart(deps, actor, answers['perpetrator']),
  }
  orThrow(await submitAssessment(deps, actor, { interviewId: id, ...inventJudgement(random), people }))
}

/** Invented people are all different, however alike. */
async function tellApart(deps: CommandDeps, actor: Actor, answer: Answer | undefined): Promise<PartyDecision> {
  const { matches } = await findCandidates(deps, actor, profileOfTold(answer?.value as PersonAnswer, []))
  return { same: null, notSame: matches.map(match => match.id), iinReason: '' }
}
