import { retryAfter } from '../domain/follow-up/send-moment.ts'
import { createTranslator, locales, type Locale } from '../i18n/translator.ts'
import { findAccount } from '../storage/account-store.ts'
import {
  claimDeliveries,
  findSetting,
  markDropped,
  markFailed,
  markSent,
  nameMessage,
  type DeliveryRow,
} from '../storage/notice-store.ts'
import { toStamp } from '../storage/stamp.ts'
import type { Message, Send } from './delivery.ts'
import type { JobDeps } from './job.ts'
import { mailSender } from './send-mail.ts'
import { webhookSender } from './send-webhook.ts'

const leaseMinutes = 5
const mostARun = 500

type OutboxDeps = Pick<JobDeps, 'db' | 'clock' | 'delivery'>

/**
 * Sends what waits, at least once. The lease is committed before and the result after each message; what was cut off
 * in between goes out again under the same id, by which its receiver knows it.
 */
export async function deliverNotices(deps: OutboxDeps, send = sendersOf(deps)): Promise<object> {
  const done = { sent: 0, failed: 0 }
  while (done.sent + done.failed < mostARun) {
    const now = deps.clock()
    const claim = { at: toStamp(now), until: toStamp(now.add({ minutes: leaseMinutes })) }
    const rows = await claimDeliveries(deps.db.write, claim)
    if (rows.length === 0) return done
    const sent = await sendOne(deps, rows, send)
    if (sent) done.sent += 1
    else done.failed += 1
  }
  return done
}

export type Senders = Readonly<Record<string, Send | undefined>>

function sendersOf({ delivery }: OutboxDeps): Senders {
  return {
    mail: delivery.smtpUrl === undefined ? undefined : mailSender(delivery.smtpUrl),
    webhook: delivery.webhookUrl === undefined ? undefined : webhookSender(delivery.webhookUrl),
  }
}

async function sendOne(deps: OutboxDeps, rows: readonly DeliveryRow[], senders: Senders): Promise<boolean> {
  const { write } = deps.db
  const send = senders[rows[0]?.channel ?? '']
  const message = await writeMessage(deps, rows)
  if (!send || !message) return dropAll(deps, rows)
  try {
    await send(message)
    await markSent(write, rows, toStamp(deps.clock()))
    return true
  } catch (error) {
    await markFailed(write, rows, { nextAt: row => nextTry(deps, row), fault: faultCode(error) })
    return false
  }
}

function nextTry({ clock }: OutboxDeps, { attempts }: DeliveryRow): string | null {
  const minutes = retryAfter(attempts + 1)
  return minutes === null ? null : toStamp(clock().add({ minutes }))
}

/** In the reader's language; it says that there is work and where, and nothing of whom it is about. */
async function writeMessage(deps: OutboxDeps, rows: readonly DeliveryRow[]): Promise<Message | null> {
  const [first] = rows
  const account = first && (await findAccount(deps.db.read, first.account_id))
  if (!first || !account?.active) return null
  const setting = await findSetting(deps.db.read, account.id)
  const to = first.channel === 'mail' ? setting.email : setting.phone
  if (to === '') return null
  const language: Locale = locales.find(one => one === account.language) ?? 'ru'
  const t = createTranslator(language)
  const text = t('notice-text', { count: rows.length, url: deps.delivery.publicUrl })
  return { id: await nameMessage(deps.db.write, rows), to, subject: t('notice-subject'), text, language }
}

/** The kind of the fault alone: a message of the other side may quote an address. */
function faultCode(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  if (typeof code === 'string') return code
  return error instanceof Error ? error.name : 'unknown'
}

/** The person has left, or wants no message by this way any more, or the way was switched off: it stays in the program. */
async function dropAll({ db }: OutboxDeps, rows: readonly DeliveryRow[]): Promise<boolean> {
  await markDropped(db.write, rows)
  return false
}
