import type { Dependencies } from '../dependencies.ts'

/** The cookie is Secure and bound to the host in production; training runs over plain http. */
export function cookieName(mode: Dependencies['mode']): string {
  return mode === 'production' ? '__Host-pana' : 'pana'
}
