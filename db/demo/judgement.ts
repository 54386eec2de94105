import type { Fault, Outcome } from '../../src/domain/fault.ts'
import type { Random } from './random.ts'

const concern = 'Учебная запись: опасаюсь нового насилия после моего ухода.'

/** What the invented officer thought before seeing the score. */
export function inventJudgement(random: Random) {
  return { priorCategory: random.pick(['low', 'medium', 'high'] as const), concern }
}

export function orThrow<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value
  throw new Error(
    `the demo was refused: ${outcome.faults.map(({ code, at }: Fault) => `${code} ${at ?? ''}`).join(', ')}`,
  )
}
