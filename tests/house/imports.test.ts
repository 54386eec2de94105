import { createRequire } from 'node:module'
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser'
import { expect, it } from 'vitest'
import { root } from './tree.ts'

type Configuration = { forbidden: unknown[]; options: ICruiseOptions }
const configuration = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as Configuration

async function cruiseTree(): Promise<ICruiseResult> {
  const ruleSet = { forbidden: configuration.forbidden } as NonNullable<ICruiseOptions['ruleSet']>
  const options: ICruiseOptions = { ...configuration.options, baseDir: root, validate: true, ruleSet }
  const { output } = await cruise(['src', 'db'], options)
  if (typeof output === 'string') throw new Error('the cruise gave text, not a result')
  return output
}

it('every room imports only what its row of the table allows, and nothing goes in a circle', async () => {
  const { summary } = await cruiseTree()
  expect(summary.totalCruised).toBeGreaterThan(20)
  expect(summary.totalDependenciesCruised).toBeGreaterThan(20)
  expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([])
})
