const nouns = [
  'calendar',
  'reference',
  'access',
  'organisation',
  'questionnaire',
  'assessment',
  'person',
  'case',
  'order',
  'measure',
  'referral',
  'conference',
  'follow-up',
  'statistics',
]

const packages = names => names.map(name => `(^|/)node_modules/${name}/`)
const core = names => names.map(name => `^(node:)?${name}$`)
const anyFile = '.+'

/** A room may reach what its row of the table allows, and nothing else. */
const room = (name, path, allowed) => ({
  name,
  severity: 'error',
  from: { path },
  to: { path: anyFile, pathNot: allowed, couldNotResolve: false },
})

/** A noun of the domain knows only itself and the nouns before it. */
const nounOrder = nouns.slice(0, -1).map((noun, at) => ({
  name: `domain-order-${noun}`,
  severity: 'error',
  from: { path: `^src/domain/${noun}/` },
  to: { path: `^src/domain/(${nouns.slice(at + 1).join('|')})/` },
}))

module.exports = {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'domain-has-known-nouns',
      severity: 'error',
      from: { path: '^src/domain/[^/]+/', pathNot: `^src/domain/(${nouns.join('|')})/` },
      to: {},
    },
    room('domain', '^src/domain/', ['^src/domain/', ...packages(['zod'])]),
    ...nounOrder,
    room('questionnaires', '^src/questionnaires\\.ts$', [
      '^src/domain/',
      ...packages(['yaml', 'zod']),
      ...core(['fs', 'crypto', 'path']),
    ]),
    room('commands', '^src/commands/', [
      '^src/(commands|domain|storage)/',
      '^src/questionnaires\\.ts$',
      ...packages(['zod']),
    ]),
    room('storage', '^src/storage/', [
      '^src/(storage|domain)/',
      '^db/migrations/',
      ...packages([
        'kysely',
        'better-sqlite3',
        'pg',
        '@types/[^/]+',
        'zod',
        'express-session',
        'rate-limiter-flexible',
      ]),
      ...core(['crypto', 'fs', 'path', 'util', 'readline', 'timers/promises']),
    ]),
    room('jobs', '^src/jobs/', [
      '^src/(jobs|commands|storage|domain|i18n)/',
      '^src/questionnaires\\.ts$',
      ...packages(['nodemailer', '@types/nodemailer', 'zod', 'pino']),
    ]),
    room('migrations', '^db/migrations/', ['^db/migrations/', '^src/storage/portable\\.ts$', ...packages(['kysely'])]),
    room('documents', '^src/documents/', [
      '^src/(documents|domain|i18n)/',
      ...packages(['docx', 'write-excel-file', 'd3-scale', '@types/[^/]+']),
      ...core(['fs', 'buffer']),
    ]),
    room('web', '^src/(web/|app\\.ts$)', [
      '^src/(web|domain|commands|storage|documents|i18n)/',
      '^src/(app|questionnaires)\\.ts$',
      ...packages([
        'express',
        'express-session',
        'helmet',
        'rate-limiter-flexible',
        'ejs',
        'pino',
        'pino-http',
        'zod',
        '@types/[^/]+',
      ]),
      ...core(['crypto', 'path', 'fs', 'util']),
    ]),
    room('i18n', '^src/i18n/', ['^src/i18n/', ...packages(['@fluent/bundle']), ...core(['fs'])]),
    {
      name: 'entrances-are-not-imported',
      comment: 'src/cli/score.ts and its neighbours serve the command line alone',
      severity: 'error',
      from: { pathNot: '^src/cli/' },
      to: { path: '^src/(cli/|main\\.ts$)' },
    },
    {
      name: 'product-does-not-know-tests',
      severity: 'error',
      from: { path: '^(src|db)/' },
      to: { path: '^tests/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
  },
}
