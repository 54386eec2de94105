import type { Role } from '../access/roles.ts'

/**
 * Whose measure it is to close: its owner's, the unit head's, and the inspector's for the centre («centre, else
 * inspector», procedure.md section 5).
 */
export function isOwnMeasure(role: Role, owner: string): boolean {
  return role === owner || role === 'head' || owner === 'centre'
}
