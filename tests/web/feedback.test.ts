import { expect, test } from 'vitest'
import { hear, monday, openWith, tellCase } from '../support/commission.ts'
import { eachEngine } from '../support/database.ts'
import { acceptOrThrow, openFamily, refer, takeInOrThrow, tirek } from '../support/help-story.ts'
import { findClient } from '../../src/storage/client-store.ts'
import { signIn, startProgram } from '../support/program.ts'
import { actorNamed, valueOrThrow } from '../support/story.ts'

const decision = 'Усилить защиту'

eachEngine((_engine, open) => {
  test('the centre finds the telling on its day with what was decided, until she withdraws her consent', async () => {
    const { app, deps } = await startProgram(await open(), 0, { now: monday })
    const edge = { ...deps, now: monday }
    const { agendaItemId, caseId } = await tellCase(edge, 'Шешім')
    const referral = valueOrThrow(await refer(edge, await actorNamed(edge, 'inspector'), caseId)).id
    const worker = await actorNamed(edge, 'centre')
    const id = await acceptOrThrow(edge, worker, referral)
    await takeInOrThrow(edge, worker, id)
    const { items, then } = await openWith(edge, [agendaItemId])
    await hear(then, items[0] ?? '')
    const centre = await signIn(app, 'centre', { 'accept-language': 'kk' })
    expect((await centre.get('/')).text).toContain(`href="/clients/${id}"`)
    const file = await centre.get(`/clients/${id}`)
    expect(file.text).toContain(decision)
    expect(file.text).toContain(`/clients/${id}/feedback`)
    expect((await centre.post(`/referrals/${referral}/end-sharing`)).status).toBe(303)
    expect((await centre.get('/')).text).not.toContain(`href="/clients/${id}"`)
    const after = await centre.get(`/clients/${id}`)
    expect(after.status).toBe(200)
    expect(after.text).not.toContain(decision)
    expect(after.text).not.toContain(`/clients/${id}/feedback`)
  })

  test('what a centre without workers leaves is listed to the coordinator by number and handed on there', async () => {
    const { app, deps } = await startProgram(await open(), 0, { now: monday })
    const edge = { ...deps, now: monday }
    const { id } = await openFamily(edge, await actorNamed(edge, 'centre'))
    const file = await findClient(deps.db.read, id)
    const akimat = await signIn(app, 'akimat', { 'accept-language': 'ru' })
    const page = `/providers/${tirek}`
    expect((await akimat.get(page)).text).not.toContain(`${page}/hand-over`)
    await deps.db.write.updateTable('account').set({ active: 0 }).where('organisation_id', '=', tirek).execute()
    const left = await akimat.get(page)
    expect(left.text).toContain(`${page}/hand-over`)
    expect(left.text).toContain(file?.number)
    expect(left.text).not.toContain('Жәбірова')
    const wish = { file: id, to: 'demo-centre-auezov' }
    expect((await akimat.post(`${page}/hand-over`, wish)).status).toBe(422)
    expect((await akimat.post(`${page}/hand-over`, { ...wish, consented: 'yes' })).status).toBe(303)
    expect((await akimat.get(page)).text).not.toContain(file?.number)
    expect([403, 404]).toContain((await akimat.get(`/clients/${id}`)).status)
  })
})
