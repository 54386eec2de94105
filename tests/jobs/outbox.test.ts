import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import { expect, onTestFinished, test } from 'vitest'
import { giveNotice } from '../../src/commands/follow-up/give-notice.ts'
import { deliverNotices } from '../../src/jobs/deliver-notices.ts'
import type { Delivery, Message } from '../../src/jobs/delivery.ts'
import type { Database } from '../../src/storage/database.ts'
import { claimDeliveries, listDead, saveSetting } from '../../src/storage/notice-store.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { eachEngine } from '../support/database.ts'
import { startProgram } from '../support/program.ts'

const noon = Temporal.Instant.from('2026-11-20T07:00:00Z')
const account = 'demo-account-inspector'
const nowhere: Delivery = { smtpUrl: undefined, webhookUrl: undefined, publicUrl: 'https://pana.example/' }

async function begin(db: Database, digest: 0 | 1 = 0) {
  const { deps, clock } = await startProgram(db, 0, { now: noon })
  const quiet = { quiet_from: '22:00', quiet_to: '07:00', digest_at: '08:30', digest }
  await saveSetting(db.write, { id: account, email: 'inspector@pana.example', phone: '+77000000017', ...quiet })
  const channels = { mail: true, webhook: true }
  const tell = (source: string, urgent = true) =>
    giveNotice(
      db.write,
      { ...deps, now: clock.now, channels },
      { account, region: '750000000', kind: 'late', source, itemId: null, urgent },
    )
  const edge = { db, clock: () => clock.now, delivery: nowhere }
  return { edge, clock, tell }
}

function collect() {
  const got: Message[] = []
  const take = async (message: Message) => void got.push(message)
  return { got, senders: { mail: take, webhook: take } }
}

eachEngine((_engine, open) => {
  test('a notice goes out once by each way, in the reader’s language, with no word of whom it is about', async () => {
    const db = await open()
    const { edge, tell } = await begin(db)
    await tell('item~1')
    await tell('item~1')
    const { got, senders } = collect()
    await Promise.all([deliverNotices(edge, senders), deliverNotices(edge, senders)])
    expect(got.map(one => one.to).toSorted()).toEqual(['+77000000017', 'inspector@pana.example'])
    expect(got[0]?.text).toBe('Пана: просрочено или передано Вам 1 задание. Откройте «Мой день». https://pana.example/')
    await deliverNotices(edge, senders)
    expect(got).toHaveLength(2)
  })

  test('a server that refuses is asked again ever more rarely; then the notice is on the list of the undelivered', async () => {
    const db = await open()
    const { edge, clock, tell } = await begin(db)
    await tell('item~1')
    let asked = 0
    const refuse = async () => {
      asked += 1
      throw Object.assign(new Error('no'), { code: 'ECONNREFUSED' })
    }
    const senders = { mail: refuse, webhook: refuse }
    for (let day = 0; day < 4; day += 1)
      for (let hour = 0; hour < 24; hour += 1) {
        clock.now = noon.add({ hours: 24 * day + hour })
        await deliverNotices(edge, senders)
      }
    expect(asked).toBe(16)
    const dead = await listDead(db.read, { limit: 10, offset: 0 })
    expect(dead.map(row => [row.fault, row.attempts])).toEqual([
      ['ECONNREFUSED', 8],
      ['ECONNREFUSED', 8],
    ])
  })

  test('what a process took and did not bring to an end goes out by another after its lease, under the same id', async () => {
    const db = await open()
    const { edge, clock, tell } = await begin(db)
    await tell('item~1')
    const { got, senders } = collect()
    const killed = async (message: Message) => {
      got.push(message)
      await new Promise(() => undefined)
    }
    void deliverNotices(edge, { ...senders, mail: killed, webhook: killed })
    while (got.length === 0) await new Promise(resolve => setImmediate(resolve))
    await deliverNotices(edge, senders)
    expect(got).toHaveLength(2)
    clock.now = noon.add({ minutes: 6 })
    await deliverNotices(edge, senders)
    expect(got).toHaveLength(3)
    expect(got.filter(one => one.id === got[0]?.id)).toHaveLength(2)
    expect(new Set(got.map(one => one.id)).size).toBe(2)
  })

  test('what came while a digest hung goes out in one of its own, since the receiver takes no name twice', async () => {
    const db = await open()
    const { edge, clock, tell } = await begin(db, 1)
    clock.now = Temporal.Instant.from('2026-11-21T03:30:00Z')
    for (const source of ['a', 'b']) await tell(source, false)
    clock.now = clock.now.add({ hours: 24 })
    const { got, senders } = collect()
    const killed = async (message: Message) => {
      got.push(message)
      await new Promise(() => undefined)
    }
    void deliverNotices(edge, { mail: killed })
    while (got.length === 0) await new Promise(resolve => setImmediate(resolve))
    await tell('c', false)
    clock.now = clock.now.add({ hours: 24 })
    await deliverNotices(edge, { mail: senders.mail })
    expect(got.map(one => [one.id === got[0]?.id, /\d+/.exec(one.text)?.[0]])).toEqual([
      [true, '2'],
      [true, '2'],
      [false, '1'],
    ])
  })

  test('by night only what is counted in hours goes out; a digest brings the rest together', async () => {
    const db = await open()
    const { edge, clock, tell } = await begin(db, 1)
    clock.now = Temporal.Instant.from('2026-11-20T20:00:00Z')
    await tell('urgent', true)
    for (const source of ['a', 'b', 'c']) await tell(source, false)
    const { got, senders } = collect()
    await deliverNotices(edge, senders)
    expect(got).toHaveLength(2)
    clock.now = Temporal.Instant.from('2026-11-21T03:30:00Z')
    await deliverNotices(edge, senders)
    expect(got.slice(2).map(one => one.text)).toEqual(
      Array.from({ length: 2 }, () => expect.stringContaining('3 задания') as string),
    )
  })

  test('one lease is given to one process', async () => {
    const db = await open()
    const { tell } = await begin(db)
    await tell('item~1')
    const claim = { at: toStamp(noon), until: toStamp(noon.add({ minutes: 5 })) }
    const taken = await Promise.all([1, 2, 3, 4].map(() => claimDeliveries(db.write, claim)))
    const ids = taken.flat().map(row => row.id)
    expect(ids).toHaveLength(new Set(ids).size)
  })
})

test('mail is spoken by SMTP and a webhook gets JSON under a key', async () => {
  const mails: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, _session, done) => {
      void readText(stream).then(mail => {
        mails.push(mail)
        done()
      })
    },
  })
  const smtp = server.listen(0, '127.0.0.1')
  await once(smtp, 'listening')
  const posts: { key: unknown; body: string }[] = []
  const gateway = createServer((request, response) => {
    void readText(request).then(body => {
      posts.push({ key: request.headers['idempotency-key'], body })
      response.end()
    })
  }).listen(0, '127.0.0.1')
  await once(gateway, 'listening')
  onTestFinished(() => {
    server.close(() => undefined)
    gateway.close()
  })
  const { mailSender } = await import('../../src/jobs/send-mail.ts')
  const { webhookSender } = await import('../../src/jobs/send-webhook.ts')
  const portOf = (address: AddressInfo | string | null | undefined) => (typeof address === 'object' ? address?.port : 0)
  const message = { id: 'notice-1', to: 'a@pana.example', subject: 'Пана', text: 'Бір жұмыс', language: 'kk' }
  await mailSender(`smtp://127.0.0.1:${portOf(smtp.address())}?from=pana@pana.example`)(message)
  await webhookSender(`http://127.0.0.1:${portOf(gateway.address())}/sms`)({ ...message, to: '+77000000017' })
  expect(mails[0]).toContain('Message-ID: <notice-1@pana>')
  expect(posts).toEqual([
    { key: 'notice-1', body: '{"id":"notice-1","to":"+77000000017","text":"Бір жұмыс","language":"kk"}' },
  ])
})
