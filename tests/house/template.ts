import ts from 'typescript'

const tag = /<%([=\-#_%]?)([\s\S]*?)[-_]?%>/g
const callable = new Set(['t', 'url', 'csrf', 'include'])
const statements = new Set([
  ts.SyntaxKind.IfStatement,
  ts.SyntaxKind.ForOfStatement,
  ts.SyntaxKind.ForStatement,
  ts.SyntaxKind.Block,
  ts.SyntaxKind.EmptyStatement,
  ts.SyntaxKind.ExpressionStatement,
])

const refusedExpressions = new Set([
  ts.SyntaxKind.NewExpression,
  ts.SyntaxKind.TaggedTemplateExpression,
  ts.SyntaxKind.ArrowFunction,
  ts.SyntaxKind.FunctionExpression,
  ts.SyntaxKind.FunctionDeclaration,
  ts.SyntaxKind.DeleteExpression,
  ts.SyntaxKind.AwaitExpression,
])

/** What a template does beyond printing, branching, looping and including; empty when it decides nothing. */
export function faultsOfTemplate(text: string): string[] {
  const source = ts.createSourceFile('view.js', toProgram(text), ts.ScriptTarget.Latest, true, ts.ScriptKind.JS)
  const faults = rawPrintsOf(text)
  const visit = (node: ts.Node): void => {
    if (isRefused(node)) faults.push(node.getText())
    ts.forEachChild(node, visit)
  }
  source.forEachChild(visit)
  return faults
}

/** The keys that a template asks the translator for by name. */
export function keysOfTemplate(text: string): string[] {
  return keysOfProgram(toProgram(text))
}

export function keysOfProgram(program: string): string[] {
  const keys: string[] = []
  const visit = (node: ts.Node): void => {
    const first = ts.isCallExpression(node) && node.expression.getText() === 't' ? node.arguments[0] : undefined
    if (first && ts.isStringLiteralLike(first)) keys.push(first.text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('page.ts', program, ts.ScriptTarget.Latest, true))
  return keys
}

function toProgram(text: string): string {
  return [...text.matchAll(tag)].map(([, kind, code]) => toStatement(kind ?? '', code ?? '')).join('\n')
}

function toStatement(kind: string, code: string): string {
  if (kind === '#' || kind === '%') return ''
  return kind === '=' || kind === '-' ? `(${code});` : code
}

function rawPrintsOf(text: string): string[] {
  const raw = [...text.matchAll(tag)].filter(([, kind]) => kind === '-').map(([, , code]) => (code ?? '').trim())
  return raw.filter(code => !/^include\([\s\S]*\)$/.test(code)).map(code => `raw ${code}`)
}

function isRefused(node: ts.Node): boolean {
  if (ts.isCallExpression(node)) return !callable.has(node.expression.getText())
  if (ts.isVariableDeclarationList(node)) return !ts.isForOfStatement(node.parent) && !ts.isForStatement(node.parent)
  if (ts.isBinaryExpression(node)) return isAssignment(node.operatorToken.kind)
  if (ts.isStatement(node)) return !statements.has(node.kind)
  return refusedExpressions.has(node.kind)
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment
}
