import { permissions, roles } from '../domain/access/roles.ts'
import type { Route } from '../web/http/route.ts'
import { routeTable } from '../web/route-table.ts'

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

/** Prints the route table: method, path, permission, audit action, roles. */
export function runRoutes(args: readonly string[]): number {
  const rows = routeTable.map(describe)
  if (args.includes('--json')) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
  else
    for (const row of rows) {
      const audit = row.audit ?? `(${row.audit_none_because})`
      process.stdout.write(`${[row.method, row.path, row.permission, audit, row.roles.join(',')].join('\t')}\n`)
    }
  return 0
}
