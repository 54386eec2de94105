import { demoPassword } from '../../db/demo/places.ts'

/** The proxy that ends https in production. */
const proxied = { 'x-forwarded-proto': 'https', 'accept-language': 'ru' }

/** Signs in over HTTP and returns the headers that make a request this account's. */
export async function signInAt(address: string, username: string): Promise<Record<string, string>> {
  const page = await fetch(`${address}/sign-in`, { headers: proxied })
  const token = /name="_csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? ''
  const headers = { ...proxied, cookie: cookieOf(page), 'content-type': 'application/x-www-form-urlencoded' }
  const body = new URLSearchParams({ _csrf: token, username, password: demoPassword }).toString()
  const answer = await fetch(`${address}/sign-in`, { method: 'POST', headers, body, redirect: 'manual' })
  if (answer.status !== 303) throw new Error(`${username} could not sign in: ${answer.status}`)
  return { ...proxied, cookie: cookieOf(answer) }
}

function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map(each => each.split(';')[0] ?? '')
    .join('; ')
}
