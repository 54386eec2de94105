import { expect, test } from 'vitest'
import { seedReference } from '../../db/reference/seed-reference.ts'
import { addCalendar } from '../../src/commands/reference/add-calendar.ts'
import type { EntryDraft } from '../../src/commands/reference/add-entry.ts'
import { addLegalBasis } from '../../src/commands/reference/add-legal-basis.ts'
import { addPlace } from '../../src/commands/reference/add-place.ts'
import { addRightsCard } from '../../src/commands/reference/add-rights-card.ts'
import type { CommandDeps } from '../../src/commands/deps.ts'
import type { Actor } from '../../src/domain/access/decide.ts'
import { roles } from '../../src/domain/access/roles.ts'
import { dueAt } from '../../src/domain/calendar/due.ts'
import type { Database } from '../../src/storage/database.ts'
import { currentCalendar, findEntryInForce, listEntries } from '../../src/storage/reference-store.ts'
import { verifyAudit } from '../../src/storage/verify-audit.ts'
import { eachEngine } from '../support/database.ts'
import { smallQuestionnaires } from './definitions.ts'

const place = { region: '750000000', district: null, organisation: 'operator', excluded: [] }
const admin: Actor = { id: 'admin-1', role: 'admin', ...place }

let ids = 0
async function seeded(db: Database): Promise<CommandDeps> {
  const newId = () => `id-${String((ids += 1)).padStart(16, '0')}`
  const now = Temporal.Instant.from('2026-11-20T10:00:00.000Z')
  await seedReference({ db, now, newId })
  return { db, questionnaires: smallQuestionnaires, calendar: await currentCalendar(db.read, '2026-11-20'), now, newId }
}

const basis = (change: Partial<EntryDraft> = {}): EntryDraft => ({
  code: 'prevention_law',
  validFromOn: '2027-01-01',
  validToOn: null,
  correction: false,
  content: { text_kk: 'Жаңа заң', text_ru: 'Новый закон', source: 'adilet', verified: true },
  ...change,
})

const district = (code: string, change: Partial<EntryDraft> = {}): EntryDraft => ({
  ...basis({ code, ...change }),
  content: { name_kk: 'Жаңа аудан', name_ru: 'Новый район', centre_phone: '' },
})

async function actionsOf(db: Database): Promise<string[]> {
  const rows = await db.read
    .selectFrom('audit_entry')
    .select('action')
    .where('region', '=', '000000000')
    .orderBy('seq')
    .execute()
  return rows.map(row => row.action)
}

eachEngine((_engine, open) => {
  test('what the program ships is loaded once, also when two processes start together', async () => {
    const db = await open()
    await Promise.all([seeded(db), seeded(db)])
    await seeded(db)
    expect(await actionsOf(db)).toEqual(['reference.loaded'])
    expect((await listEntries(db.read, 'calendar')).map(row => row.code)).toEqual(['2026', '2027'])
    expect(await listEntries(db.read, 'rights_card')).toHaveLength(1)
  })

  test('a new row follows the old one on its day, and both stay', async () => {
    const opened = await open()
    const deps = await seeded(opened)
    const { db } = deps
    expect(await addLegalBasis(deps, admin, basis())).toMatchObject({ ok: true })
    const on = async (date: string) =>
      (await findEntryInForce(db.read, 'legal_basis', 'prevention_law', date))?.content.text_ru
    expect(await on('2026-03-01')).toContain('214-IV')
    expect(await on('2026-12-31')).toContain('245-VIII')
    expect(await on('2027-01-01')).toBe('Новый закон')
    expect(await actionsOf(db)).toEqual(['reference.loaded', 'legal_basis.added'])
    expect(await verifyAudit(db, opened.place.anchorDir)).toEqual([])
  })

  test('a correction counts from its entry on, and what it corrects stays in the history', async () => {
    const deps = await seeded(await open())
    const content = { text_kk: 'Түзетілді', text_ru: 'Исправлено', source: 'adilet', verified: true }
    const correction = basis({ validFromOn: '2026-03-02', correction: true, content })
    expect(await addLegalBasis(deps, admin, correction)).toMatchObject({ ok: true })
    const found = await findEntryInForce(deps.db.read, 'legal_basis', 'prevention_law', '2026-06-01')
    expect(found).toMatchObject({ revision: 2, content, recordedBy: 'admin-1' })
    const rows = (await listEntries(deps.db.read, 'legal_basis')).filter(row => row.code === 'prevention_law')
    expect(rows.map(row => [row.validFromOn, row.revision])).toEqual([
      ['2009-12-04', 1],
      ['2026-03-02', 1],
      ['2026-03-02', 2],
    ])
  })

  test('overlaps, wrong dates and empty texts are refused together and leave no trace', async () => {
    const deps = await seeded(await open())
    const refuse = async (draft: EntryDraft, ...codes: string[]) => {
      const outcome = await addLegalBasis(deps, admin, draft)
      expect(outcome.ok ? [] : outcome.faults.map(fault => `${fault.at}: ${fault.code}`)).toEqual(codes)
    }
    await refuse(basis({ validFromOn: '2026-03-02' }), 'valid_from_on: period_overlaps')
    await refuse(basis({ validFromOn: '2026-02-30' }), 'valid_from_on: invalid_date')
    await refuse(basis({ code: 'Закон' }), 'code: invalid_code')
    const empty = { text_kk: ' ', text_ru: '', source: 'x', verified: false }
    await refuse(
      basis({ content: empty, validToOn: '1' }),
      'text_kk: required',
      'text_ru: required',
      'valid_to_on: invalid_date',
    )
    expect(await actionsOf(deps.db)).toEqual(['reference.loaded'])
  })

  test('a district needs its region; a dissolved one is no longer in force', async () => {
    const deps = await seeded(await open())
    expect(await addPlace(deps, admin, district('101010000'))).toMatchObject({ ok: true })
    expect(await addPlace(deps, admin, district('991010000'))).toMatchObject({ faults: [{ code: 'unknown_region' }] })
    expect(await addPlace(deps, admin, district('75'))).toMatchObject({ faults: [{ code: 'invalid_kato' }] })
    const end = { correction: true, validToOn: '2027-06-30' }
    expect(await addPlace(deps, admin, district('101010000', end))).toMatchObject({ ok: true })
    expect(await findEntryInForce(deps.db.read, 'place', '101010000', '2027-06-30')).toBeDefined()
    expect(await findEntryInForce(deps.db.read, 'place', '101010000', '2027-07-01')).toBeUndefined()
    const late = district('101010000', { validFromOn: '2027-08-01' })
    expect(await addPlace(deps, admin, late)).toMatchObject({ faults: [{ code: 'period_gap' }] })
  })

  test('a card without one of the three numbers is refused', async () => {
    const deps = await seeded(await open())
    const content = { text_kk: '102 111 112', text_ru: '102 112', text_en: '102 111 112' }
    expect(await addRightsCard(deps, admin, basis({ content }))).toMatchObject({
      faults: [{ code: 'card_number_missing', at: 'text_ru' }],
    })
  })

  test('a deadline counts by the newest calendar in every process, without a restart', async () => {
    const first = await open()
    const deps = await seeded(first)
    const other = await open(first.place)
    const friday = Temporal.Instant.from('2026-11-20T06:00:00Z')
    const due = async (db: Database) =>
      dueAt(friday, { amount: 1, unit: 'wd' }, await currentCalendar(db.read, '2026-11-20')).toString()
    expect(await due(other)).toBe('2026-11-23T18:59:59.999Z')
    const [shipped] = await listEntries(deps.db.read, 'calendar')
    if (!shipped) throw new Error('no calendar')
    const holidays = [...shipped.content.holidays, { on: '2026-11-23', name: 'extra' }]
    const draft = basis({ code: '2026', validFromOn: '2026-11-20', content: { ...shipped.content, holidays } })
    expect(await addCalendar(deps, admin, draft)).toMatchObject({ ok: true })
    expect(await due(other)).toBe('2026-11-24T18:59:59.999Z')
    expect(await due(deps.db)).toBe('2026-11-24T18:59:59.999Z')
  })

  test('the years of the calendar follow each other', async () => {
    const deps = await seeded(await open())
    const [shipped] = await listEntries(deps.db.read, 'calendar')
    const year = (of: number) => ({
      ...shipped?.content,
      year: of,
      holidays: [{ on: `${of}-01-01`, name: 'x' }],
      moved_days_off: [],
    })
    const draft = (of: number) => basis({ code: String(of), content: year(of) })
    expect(await addCalendar(deps, admin, draft(2029))).toMatchObject({
      faults: [{ code: 'year_gap', details: { year: '2028' } }],
    })
    expect(await addCalendar(deps, admin, draft(2028))).toMatchObject({ ok: true })
    expect(await addCalendar(deps, admin, draft(2029))).toMatchObject({ ok: true })
  })

  test('nobody but the administrator changes them, and no row can be changed or deleted', async () => {
    const deps = await seeded(await open())
    for (const role of roles.filter(one => one !== 'admin')) {
      expect(await addLegalBasis(deps, { ...admin, role }, basis()), role).toMatchObject({
        faults: [{ code: 'refused' }],
      })
    }
    const { write } = deps.db
    await expect(write.updateTable('reference_entry').set({ content: '{}' }).execute()).rejects.toThrow('refuses')
    await expect(write.deleteFrom('reference_entry').execute()).rejects.toThrow('refuses')
  })
})
