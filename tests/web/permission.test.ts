import { describe, expect, inject, it, beforeAll, afterAll } from 'vitest'
import { roles, permissions, type Role } from '../../src/domain/access/roles.ts'
import { routeTable } from '../../src/web/route-table.ts'
import { openDatabase, type Database } from '../../src/storage/database.ts'
import { makePlace } from '../support/database.ts'
import { signIn, startProgram, visit } from '../support/program.ts'

/** Written from the contract's table of roles, not from the code that it checks. */
const allowed: Readonly<Record<string, readonly Role[]>> = {
  'own_account.manage': roles,
  'day.view': roles,
  'interview.conduct': ['inspector', 'head'],
  'case.list': ['inspector', 'head'],
  'case.view': ['inspector', 'head', 'department', 'duty', 'secretary', 'chair', 'reviewer'],
  'assessment.view': ['inspector', 'head', 'reviewer'],
  'judgement.record': ['inspector', 'head'],
  'record.complete': ['inspector', 'head'],
  'category.raise': ['inspector', 'head'],
  'case.reassess': ['inspector', 'head'],
  'raise.acknowledge': ['head', 'department'],
  'lowering.decide': ['head', 'department'],
  'measure.record': ['inspector', 'head'],
  'incident.add': ['inspector', 'head'],
  'incident.report': ['inspector', 'head', 'duty', 'member', 'centre'],
  'chronology.view': ['inspector', 'head', 'secretary', 'chair', 'reviewer'],
  'consent.view': ['inspector', 'head'],
  'consent.record': ['inspector', 'head'],
  'consent.override': ['head'],
  'wishes.record': ['inspector', 'head'],
  'transfer.view': ['inspector', 'head'],
  'transfer.propose': ['head'],
  'transfer.answer': ['inspector', 'head'],
  'transfer.entrust': ['head'],
  'case_link.view': ['inspector', 'head'],
  'case_link.add': ['inspector', 'head'],
  'perpetrator.view': ['inspector', 'head'],
  'review.view': ['reviewer'],
  'order.view': ['inspector', 'head', 'reviewer'],
  'order.record': ['inspector', 'head'],
  'perpetrator.identify': ['inspector', 'head'],
  'correction.ask': ['inspector', 'head'],
  'correction.decide': ['head', 'department'],
  'answer.correct': ['inspector', 'head'],
  'queue.view': ['inspector', 'head', 'department', 'duty', 'secretary', 'chair', 'akimat'],
  'person.search': ['inspector', 'head'],
  'person.view': ['inspector', 'head'],
  'person.record': ['inspector', 'head'],
  'match.decide': ['inspector', 'head'],
  'person.merge': ['head'],
  'location.view': ['inspector', 'head'],
  'location_reader.name': ['head'],
  'audit.view': ['auditor'],
  'figures.view': ['analyst'],
  'account.manage': ['admin'],
  'organisation.manage': ['admin'],
  'reference.manage': ['admin'],
  'questionnaire.view': ['admin'],
  'assessment.print': ['inspector', 'head'],
  'rights_card.view': ['inspector', 'head', 'duty', 'secretary', 'centre', 'centre_supervisor', 'akimat', 'admin'],
  'referral.list': ['inspector', 'head', 'secretary', 'member', 'centre', 'centre_supervisor', 'akimat'],
  'referral.view': ['inspector', 'head', 'secretary', 'member', 'centre', 'centre_supervisor', 'akimat'],
  'referral.make': ['inspector', 'head', 'secretary'],
  'referral.write': ['member', 'centre', 'centre_supervisor'],
  'referral.answer': ['inspector', 'head', 'centre', 'centre_supervisor'],
  'referral.withdraw': ['inspector', 'head', 'secretary', 'member', 'centre', 'centre_supervisor'],
  'referral.print': ['inspector', 'head', 'centre', 'centre_supervisor'],
  'bed.view': ['inspector', 'head', 'secretary', 'member', 'centre', 'centre_supervisor', 'akimat'],
  'client.view': ['centre', 'centre_supervisor'],
  'client.record': ['centre', 'centre_supervisor'],
  'note.view': ['centre', 'centre_supervisor'],
  'load.view': ['centre_supervisor', 'akimat'],
  'provider.view': ['centre_supervisor', 'akimat', 'admin'],
  'provider.manage': ['akimat', 'admin'],
  'client.hand_over': ['centre', 'centre_supervisor'],
  'client.reassign': ['akimat'],
  'shelter.view': ['centre', 'centre_supervisor', 'akimat'],
  'shelter.manage': ['centre_supervisor'],
  'commission.view': ['secretary', 'chair'],
  'commission.manage': ['secretary'],
  'sitting.view': ['secretary', 'chair'],
  'sitting.manage': ['secretary'],
  'sitting.call': ['chair'],
  'sitting.attend': ['head', 'secretary', 'chair', 'member', 'centre', 'akimat'],
  'research.answer': ['head', 'member', 'centre', 'akimat'],
  'action.answer': ['head', 'member', 'centre', 'akimat'],
  'minutes.approve': ['head', 'secretary', 'chair', 'member', 'centre', 'akimat'],
  'contact.view': ['inspector', 'head', 'reviewer'],
  'contact.record': ['inspector', 'head'],
  'case.close': ['head'],
  'absence.record': ['inspector', 'head', 'department', 'duty', 'secretary', 'chair', 'member', 'centre', 'akimat'],
  'work.hand_over': ['head'],
  'board.view': ['head', 'department'],
  'forecast.view': ['inspector', 'head'],
  'programme.view': ['inspector', 'head'],
  'programme.record': ['inspector', 'head'],
  'delivery.manage': ['admin'],
  'report.view': ['secretary', 'chair', 'akimat', 'analyst'],
}

const accounts: Readonly<Record<Role, string>> = {
  inspector: 'inspector',
  head: 'head',
  department: 'department',
  duty: 'duty',
  secretary: 'secretary',
  chair: 'chair',
  member: 'member.education',
  centre: 'centre',
  centre_supervisor: 'centre_supervisor',
  akimat: 'akimat',
  analyst: 'analyst',
  auditor: 'auditor',
  reviewer: 'reviewer',
  admin: 'admin',
}

describe('the route table', () => {
  let db: Database
  let app: Awaited<ReturnType<typeof startProgram>>['app']

  beforeAll(async () => {
    inject('postgresUrl')
    db = await openDatabase(makePlace('sqlite'))
    app = (await startProgram(db, 2)).app
  })
  afterAll(() => db.close())

  it('names a permission and an audit action or a reason for none in every row', () => {
    for (const row of routeTable) {
      expect(row.permission, row.path).toBeTruthy()
      expect(Object.values(row.audit)[0], row.path).toMatch(/\S/)
    }
  })

  it('holds exactly the permissions that the contract gives to each role', () => {
    expect(permissions).toEqual(allowed)
    for (const role of roles) expect(Object.values(allowed).some(list => list.includes(role))).toBe(true)
  })

  it.each(roles)('answers %s on every route as the table says', async role => {
    const visitor = await signIn(app, accounts[role])
    for (const row of routeTable.filter(one => one.permission !== 'public' && !one.path.startsWith('/me'))) {
      const path = row.path.replaceAll(/:\w+/g, match => (match === ':block' ? 'contact' : 'x'.repeat(22)))
      const response = row.method === 'get' ? await visitor.get(path) : await visitor.post(path)
      const may = allowed[row.permission]?.includes(role) === true
      const answer = `${role} ${row.method} ${row.path}: ${response.status}`
      if (may) expect([200, 303, 400, 404, 422], answer).toContain(response.status)
      else expect(response.status, answer).toBe(403)
    }
  })

  it('sends everyone who is not signed in to the sign-in page', async () => {
    for (const row of routeTable.filter(one => one.permission !== 'public' && one.method === 'get')) {
      const response = await visit(app).get(row.path.replaceAll(/:\w+/g, 'x'.repeat(22)))
      expect(response.headers['location'], row.path).toBe('/sign-in')
    }
  })

  it('refuses a change without the form token and keeps the session', async () => {
    const visitor = await signIn(app, 'inspector')
    visitor.setToken('forged')
    expect((await visitor.post('/interviews')).status).toBe(403)
    expect((await visitor.get('/cases')).status).toBe(200)
  })
})
