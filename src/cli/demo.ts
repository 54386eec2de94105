import { parseArgs } from 'node:util'
import { seedDemo } from '../../db/demo/seed-demo.ts'
import type { CommandDeps } from '../commands/deps.ts'

/** `pana demo --cases N --seed S`: that many invented cases, the same people and answers for the same seed. */
export async function runDemo(args: readonly string[], deps: CommandDeps): Promise<number> {
  const options = { cases: { type: 'string', default: '12' }, seed: { type: 'string', default: '1' } } as const
  const { values } = parseArgs({ args: [...args], options })
  const [cases, seed] = [Number(values.cases), Number(values.seed)]
  if (!Number.isSafeInteger(cases) || cases < 0 || !Number.isSafeInteger(seed)) {
    console.error('usage: pana demo --cases N --seed S, both whole numbers')
    return 2
  }
  console.log(`${await seedDemo(deps, { cases, seed })} cases`)
  return 0
}
