import { createTransport } from 'nodemailer'
import type { Send } from './delivery.ts'

const waitMs = 15_000

/** By the server of the settings; `?from=` names the sender. */
export function mailSender(smtpUrl: string): Send {
  const url = new URL(smtpUrl)
  const from = url.searchParams.get('from') ?? `pana@${url.hostname}`
  url.searchParams.delete('from')
  const timeouts = { connectionTimeout: waitMs, greetingTimeout: waitMs, socketTimeout: waitMs }
  const transport = createTransport({ url: url.href, ...timeouts })
  return async ({ id, to, subject, text }) => {
    await transport.sendMail({ from, to, subject, text, messageId: `<${id}@pana>` })
  }
}
