import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { listFiles, readText, root } from './tree.ts'

const written = /\.(ts|js|cjs|mjs|ejs|ftl|md|ya?ml|json|csv|css|tsv)$/

it('every runtime dependency has its reason in docs/dependencies.md, and no other package has', () => {
  const { dependencies } = JSON.parse(readText('package.json')) as { dependencies: Record<string, string> }
  const reasons = [...readText('docs/dependencies.md').matchAll(/^\| `([^`]+)` \| (.{10,}) \|$/gm)]
  expect(reasons.map(([, name]) => name).sort()).toEqual(Object.keys(dependencies).sort())
})

it('no file of the questionnaires that was used has changed since', () => {
  const sums = listFiles(/^questionnaires\/CHECKSUMS$/).flatMap(name => readText(name).trim().split('\n'))
  const changed = sums.filter(line => line !== '' && !isUnchanged(line))
  expect(changed).toEqual([])
})

function isUnchanged(line: string): boolean {
  const [sum, path] = line.split(/ +/)
  const bytes = readFileSync(`${root}questionnaires/${path?.replace(/^questionnaires\//, '')}`)
  return createHash('sha256').update(bytes).digest('hex') === sum
}

it('no file names a path of a machine', () => {
  const machinePath = new RegExp(`(?<![\\w.}/-])/(${['tmp', 'work', 'root', 'home'].join('|')})/[a-z]`)
  const naming = listFiles(written).filter(name => name !== 'package-lock.json' && machinePath.test(readText(name)))
  expect(naming).toEqual([])
})

it('no file of the program is longer than 300 lines', () => {
  const files = listFiles(/^src\/.*\.ts$/)
  expect(files.length).toBeGreaterThan(0)
  expect(files.filter(name => readText(name).split('\n').length > 301)).toEqual([])
})

it('files are named in kebab-case', () => {
  const names = listFiles(/^(src|db|tests|views)\/.*\.(ts|ejs)$/)
  expect(names.filter(name => !/(^|\/)[a-z0-9]+(-[a-z0-9]+)*(\.test|\.d|\.config)?\.(ts|ejs)$/.test(name))).toEqual([])
})
