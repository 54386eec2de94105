import ts from 'typescript'
import { expect, it } from 'vitest'
import { listFiles, readText } from './tree.ts'

const domain = listFiles(/^src\/domain\/.*\.ts$/)

const forbidden = new Set([
  'Temporal.Now',
  'Date.now',
  'Math.random',
  'performance.now',
  'crypto.randomUUID',
  'crypto.getRandomValues',
  'process.env',
  'process.hrtime',
])

function impuritiesOf(text: string): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && forbidden.has(node.getText())) found.push(node.getText())
    if (ts.isNewExpression(node) && node.expression.getText() === 'Date') found.push('new Date')
    if (ts.isCallExpression(node) && node.expression.getText() === 'Date') found.push('Date()')
    if (ts.isStringLiteral(node) && node.text.startsWith('node:')) found.push(node.text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('rule.ts', text, ts.ScriptTarget.Latest, true))
  return found
}

it('the rules know no clock, no randomness and nothing of Node', () => {
  expect(domain.length).toBeGreaterThan(5)
  const impure = domain.flatMap(name => impuritiesOf(readText(name)).map(what => `${name}: ${what}`))
  expect(impure).toEqual([])
})

it.each(['Temporal.Now.instant()', 'new Date()', 'Math.random()', "import 'node:fs'", 'Date.now()'])(
  'the check sees %s',
  text => {
    expect(impuritiesOf(text)).toHaveLength(1)
  },
)
