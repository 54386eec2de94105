import { expect, test } from 'vitest'
import { demoPassword } from '../../db/demo/places.ts'
import { addAccount } from '../../src/commands/account/add-account.ts'
import { changeOwnPassword } from '../../src/commands/account/change-own-password.ts'
import { resetPassword } from '../../src/commands/account/reset-password.ts'
import type { Database } from '../../src/storage/database.ts'
import { eachEngine } from '../support/database.ts'
import { startProgram, visit } from '../support/program.ts'
import { actorNamed, valueOrThrow } from '../support/story.ts'

const countSessions = async (db: Database) => (await db.read.selectFrom('session').select('id_hash').execute()).length
const [given, own] = ['временный пароль от админа', 'собственный пароль из слов']

eachEngine((_engine, open) => {
  test('whoever has not signed in leaves nothing in the database and signs in all the same', async () => {
    const db = await open()
    const { app } = await startProgram(db)
    const visitor = visit(app)
    for (const path of ['/sign-in?lang=en', '/cases?page=2', '/sign-in', '/nowhere', '/unlock']) await visitor.get(path)
    expect(await countSessions(db)).toBe(0)
    const page = await visitor.get('/sign-in')
    expect(page.text).toContain('<html lang="en"')
    expect((await visitor.post('/sign-in', { username: 'inspector', password: 'wrong wrong wrong' })).status).toBe(401)
    expect(await countSessions(db)).toBe(0)
    const went = await visitor.post('/sign-in', { username: 'inspector', password: demoPassword })
    expect(went.headers['location']).toBe('/cases?page=2')
    expect(await countSessions(db)).toBe(1)
    expect((await visitor.get('/cases')).text).toContain('<html lang="en"')
    await visitor.post('/sign-out')
    expect(await countSessions(db)).toBe(0)
  })

  test('a guest’s form counts with the guest’s own cookie alone', async () => {
    const { app } = await startProgram(await open())
    const [one, other] = [visit(app), visit(app)]
    await one.get('/sign-in')
    await other.get('/sign-in')
    one.setToken(other.token())
    expect((await one.post('/sign-in', { username: 'inspector', password: demoPassword })).status).toBe(403)
    const forged = visit(app, { cookie: 'pana=eyJub25jZSI6IngifQ.x' })
    expect((await forged.get('/sign-in')).status).toBe(200)
  })

  test('a password that somebody else chose opens nothing but its own change', async () => {
    const db = await open()
    const { app, deps, clock } = await startProgram(db)
    const edge = { ...deps, now: clock.now }
    const admin = await actorNamed(deps, 'admin')
    const inspector = await actorNamed(deps, 'inspector')
    const account = { username: 'newcomer', displayName: 'Учебный новичок', role: 'inspector', language: 'ru' } as const
    const organisationId = inspector.organisation
    valueOrThrow(await addAccount(edge, admin, { ...account, organisationId, password: given }))
    const visitor = visit(app)
    await visitor.get('/sign-in')
    await visitor.post('/sign-in', { username: 'newcomer', password: given })
    for (const path of ['/', '/cases', '/queue']) expect((await visitor.get(path)).headers['location']).toBe('/me')
    expect((await visitor.post('/interviews')).headers['location']).toBe('/me')
    expect((await visitor.get('/me')).text).toContain('Этот пароль выбрали не Вы')
    const same = await visitor.post('/me/password', { current: given, next: given })
    expect([same.status, same.text.includes('такой же, как нынешний')]).toEqual([422, true])
    expect((await visitor.post('/me/password', { current: given, next: own })).status).toBe(303)
    expect((await visitor.get('/cases')).status).toBe(200)
    const actor = await actorNamed(deps, 'newcomer')
    valueOrThrow(await resetPassword(edge, admin, actor.id, `${given} 2`))
    expect((await visitor.get('/cases')).headers['location']).toBe('/me')
  })

  test('a password that was reset while its owner changed it is the administrator’s', async () => {
    const db = await open()
    const { deps, clock } = await startProgram(db)
    const edge = { ...deps, now: clock.now }
    const [admin, inspector] = [await actorNamed(deps, 'admin'), await actorNamed(deps, 'inspector')]
    const changing = changeOwnPassword(edge, inspector, { current: demoPassword, next: own })
    const password_hash = 'x'
    await db.write.updateTable('account').set({ password_hash }).where('id', '=', inspector.id).execute()
    expect(await changing).toMatchObject({ ok: false, faults: [{ code: 'wrong_password' }] })
    valueOrThrow(await resetPassword(edge, admin, inspector.id, given))
  })
})
