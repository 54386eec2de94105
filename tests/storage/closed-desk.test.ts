import { expect, test } from 'vitest'
import { closeItemTo } from '../../src/commands/conference/close-item-to.ts'
import { isShutOut } from '../../src/domain/follow-up/closed-desk.ts'
import { findAccount } from '../../src/storage/account-store.ts'
import { listClosedDesks } from '../../src/storage/closed-desk-store.ts'
import { insertConflict } from '../../src/storage/conference-sitting.ts'
import { loadActor } from '../../src/storage/own-person-store.ts'
import { readRoster } from '../../src/storage/roster-store.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { actorNamed, addPerson, openDistrict, placeOn, planAt, tellCase } from '../support/commission.ts'
import { eachEngine } from '../support/database.ts'
import { valueOrThrow } from '../support/story.ts'

eachEngine((_engine, open) => {
  test('a case is closed on the lists of work to exactly those to whom it is closed on every page', async () => {
    const deps = await openDistrict(await open())
    const { db, now } = deps
    const inspector = await actorNamed(deps, 'inspector')
    await addPerson(deps, 'secretary.two', 'secretary', 'demo-commission-almaly')
    const [own, conflict, unnamed, plain] = [
      await tellCase(deps, 'Өзінікі'),
      await tellCase(deps, 'Қайшы'),
      await tellCase(deps, 'Жабық'),
      await tellCase(deps, 'Ашық'),
    ]
    const person = { id: 'own', account_id: inspector.id, region: inspector.region, relation: 'sibling', key_id: 'k' }
    const declared = { sealed_identity: '', declared_at: toStamp(now), declared_by: inspector.id }
    await db.write
      .insertInto('own_person')
      .values({ ...person, ...declared })
      .execute()
    const closed = { own_person_id: 'own', case_id: own.caseId, closed_at: toStamp(now) }
    await db.write.insertInto('own_case').values(closed).execute()
    const row = { case_id: conflict.caseId, account_id: 'demo-account-akimat', region: inspector.region }
    await insertConflict(db.write, { ...row, declared_at: toStamp(now), declared_by: inspector.id })
    const itemId = await placeOn(deps, await planAt(deps), unnamed.agendaItemId)
    const chair = await actorNamed(deps, 'chair')
    valueOrThrow(await closeItemTo(deps, await actorNamed(deps, 'secretary'), itemId, chair.id))

    const desks = await listClosedDesks(db.read, [inspector.district ?? ''])
    const closings = new Map(desks.map(one => [one.caseId, one.closing]))
    expect(new Set(closings.keys())).toEqual(new Set([own.caseId, conflict.caseId, unnamed.caseId]))
    expect(await listClosedDesks(db.read, ['711010000'])).toEqual([])
    let shutOut = 0
    for (const one of (await readRoster(db.read, inspector.region, '2026-11-23')).people) {
      const account = await findAccount(db.read, one.id)
      const excluded = account ? (await loadActor(db.read, account)).excluded : []
      const found = [...closings].filter(([, closing]) => isShutOut(one, inspector.district ?? '', closing))
      expect(new Set(found.map(([id]) => id)), one.id).toEqual(new Set(excluded))
      expect(excluded).not.toContain(plain.caseId)
      shutOut += excluded.length
    }
    expect(shutOut).toBe(7)
  })
})
