import type { Fault } from '../../domain/fault.ts'

const [shortest, longest] = [12, 200]

/** Length alone: rules of composition make passwords worse (NIST SP 800-63B). */
export function checkPassword(password: string, username: string, at = 'password'): Fault[] {
  const length = [...password].length
  if (length < shortest) return [{ code: 'password_too_short', at, details: { at_least: shortest } }]
  if (length > longest) return [{ code: 'password_too_long', at, details: { at_most: longest } }]
  return password.toLowerCase().includes(username.toLowerCase()) ? [{ code: 'password_holds_username', at }] : []
}
