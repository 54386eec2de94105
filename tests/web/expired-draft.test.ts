import { expect, it } from 'vitest'
import { openDatabase } from '../../src/storage/database.ts'
import { expireDrafts } from '../../src/commands/interview/expire-drafts.ts'
import { makePlace } from '../support/database.ts'
import { signIn, startProgram, type Clock } from '../support/program.ts'

it('an interview left for fourteen days says that it is gone and offers a new one, before and after the sweep', async () => {
  const db = await openDatabase(makePlace('sqlite'))
  const clock: Clock = { now: Temporal.Instant.from('2026-11-01T04:00:00.000Z') }
  const { app } = await startProgram(db, 0, clock)
  const first = await signIn(app, 'inspector')
  const to = (await first.post('/interviews')).headers['location'] ?? ''
  await first.post(to, { wishes: 'Хочу, чтобы он съехал' })
  expect((await first.get('/')).text).toContain(to.replace('/contact', ''))

  clock.now = clock.now.add({ hours: 14 * 24 })
  const visitor = await signIn(app, 'inspector')
  for (const sweep of [async () => 0, () => expireDrafts({ db, now: clock.now })]) {
    await sweep()
    const answers = [await visitor.get(to), await visitor.post(to, { wishes: 'x' })]
    expect(answers.map(answer => answer.status)).toEqual([410, 410])
    expect(answers[0]?.text).toMatch(/Срок опроса истёк[\s\S]*Новый вызов/)
    expect((await visitor.get('/')).text).not.toContain(to.replace('/contact', ''))
  }
  await db.close()
})
