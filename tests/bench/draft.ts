import { inventAnswers } from '../../db/demo/invent-answers.ts'
import { createRandom } from '../../db/demo/random.ts'
import { bankOrThrow } from '../../src/commands/assessment/definitions.ts'
import { saveAnswer } from '../../src/commands/interview/save-answer.ts'
import { startInterview } from '../../src/commands/interview/start-interview.ts'
import { actorOf, findAccountByUsername } from '../../src/storage/account-store.ts'
import type { Dependencies } from '../../src/web/dependencies.ts'

/** The block with the most questions of a draft in which every question asked has its answer. */
export async function draftPath(edge: Dependencies): Promise<string> {
  const now = edge.clock()
  const deps = { ...edge, now }
  const account = await findAccountByUsername(deps.db.read, 'inspector')
  const started = account && (await startInterview(deps, actorOf(account)))
  if (!account || !started?.ok) throw new Error('the inspector could not start an interview')
  const bank = bankOrThrow(deps.questionnaires, deps.questionnaires.banks[0]?.definition.version ?? '')
  const answers = inventAnswers(bank, createRandom(1), now.toZonedDateTimeISO(deps.calendar.zone).toPlainDate())
  for (const [item, answer] of Object.entries(answers)) {
    await saveAnswer(deps, actorOf(account), started.value.id, item, answer)
  }
  const sizes = Map.groupBy(bank.items, item => item.block)
  const [longest] = [...sizes].sort(([, one], [, other]) => other.length - one.length)
  return `/interviews/${started.value.id}/${longest?.[0] ?? ''}`
}
