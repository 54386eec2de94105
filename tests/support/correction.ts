import { askCorrection } from '../../src/commands/correction/ask-correction.ts'
import { decideCorrection } from '../../src/commands/correction/decide-correction.ts'
import type { CommandDeps } from '../../src/commands/deps.ts'
import type { Target } from '../../src/domain/case/correction.ts'
import { actorNamed, valueOrThrow } from './story.ts'

export const correctionReason = 'Учебная запись внесена в дело по ошибке'

/** Asked by the inspector, agreed by the head. */
export async function voidBoth(deps: CommandDeps, caseId: string, target: Target): Promise<void> {
  const [inspector, head] = [await actorNamed(deps, 'inspector'), await actorNamed(deps, 'head')]
  const asked = { caseId, kind: 'void', target, reason: correctionReason } as const
  const { id } = valueOrThrow(await askCorrection(deps, inspector, asked))
  valueOrThrow(await decideCorrection(deps, head, { id, agrees: true, reason: '' }))
}
