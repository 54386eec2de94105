import { permissions, roles } from '../domain/access/roles.ts'
import type { Route } from '../web/http/route.ts'
import { routeTable } from '../web/route-table.ts'
import { exitStatus, readArguments, type Command, type Io } from './command.ts'

export const routes: Command = {
  name: 'routes',
  forms: ['routes [--json]'],
  about: 'Prints the route table: method, path, permission, audit action, roles.',
  run: (args, io) => {
    const { values } = readArguments(args, { json: { type: 'boolean', default: false } })
    return printRoutes(values.json, io)
  },
}

function describe(row: Route) {
  const [kind, action] = Object.entries(row.audit)[0] ?? ['none', '']
  return {
    method: row.method.toUpperCase(),
    path: row.path,
    permission: row.permission,
    audit: kind === 'none' ? null : action,
    audit_none_because: kind === 'none' ? action : null,
    roles: row.permission === 'public' ? [...roles] : [...permissions[row.permission]],
  }
}

function printRoutes(asJson: boolean, { stdout }: Io): number {
  const rows = routeTable.map(describe)
  if (asJson) stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
  else
    for (const row of rows) {
      const audit = row.audit ?? `(${row.audit_none_because})`
      stdout.write(`${[row.method, row.path, row.permission, audit, row.roles.join(',')].join('\t')}\n`)
    }
  return exitStatus.done
}
