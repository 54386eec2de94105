import type { Send } from './delivery.ts'

const waitMs = 15_000

/** To a gateway that sends text messages; it keeps what it took by the key, so that a second attempt sends no second one. */
export function webhookSender(address: string): Send {
  return async ({ id, to, text, language }) => {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': id },
      body: JSON.stringify({ id, to, text, language }),
      redirect: 'error',
      signal: AbortSignal.timeout(waitMs),
    })
    if (!answer.ok) throw new GatewayRefusal(answer.status)
  }
}

class GatewayRefusal extends Error {
  override readonly name = 'GatewayRefusal'
  readonly code: string
  constructor(status: number) {
    super('the gateway did not take the message')
    this.code = `HTTP_${status}`
  }
}
