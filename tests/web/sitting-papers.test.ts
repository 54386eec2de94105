import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeItemTo } from '../../src/commands/conference/close-item-to.ts'
import { closeSitting } from '../../src/commands/conference/close-sitting.ts'
import { declareConflict } from '../../src/commands/conference/declare-conflict.ts'
import { openSitting } from '../../src/commands/conference/open-sitting.ts'
import { recordAttendance } from '../../src/commands/conference/record-attendance.ts'
import { signMinutes } from '../../src/commands/conference/sign-minutes.ts'
import type { CommandDeps } from '../../src/commands/deps.ts'
import { findSittingItem } from '../../src/storage/conference-agenda.ts'
import type { Database } from '../../src/storage/database.ts'
import { createTranslator } from '../../src/i18n/translator.ts'
import {
  actorNamed,
  at,
  changeSeatOf,
  hear,
  invite,
  markPresent,
  monday,
  placeOn,
  planAt,
  seatOfAgency,
  tellCase,
  thursday,
} from '../support/commission.ts'
import { makePlace, openPlace } from '../support/database.ts'
import { signIn, startProgram, type Visitor } from '../support/program.ts'
import { readParts, readText } from '../support/read-word.ts'
import { valueOrThrow } from '../support/story.ts'

const t = createTranslator('ru')

describe('the papers of a sitting', () => {
  const clock = { now: monday }
  let db: Database
  let app: Awaited<ReturnType<typeof startProgram>>['app']
  let deps: CommandDeps
  let sittingId = ''
  /** Of one case for all, one closed to a member of the health authority, one of a closed item. */
  const numbers: string[] = []
  let heardId = ''

  const enter = async (username: string) => {
    const visitor = await signIn(app, username)
    await visitor.get('/me?lang=ru')
    await visitor.get('/')
    return visitor
  }
  const take = async (visitor: Visitor, kind: string) => {
    const made = await visitor.post(`/sittings/${sittingId}/copies`, { kind })
    return made.headers['location'] ?? ''
  }
  const wordAt = async (visitor: Visitor, path: string) => {
    const parts = readParts(await visitor.download(`${path}/word`))
    return readText(parts.get('word/document.xml') ?? '')
  }

  beforeAll(async () => {
    db = await openPlace(makePlace('sqlite'))
    const started = await startProgram(db, 0, clock)
    app = started.app
    deps = { ...started.deps, now: monday }
    sittingId = await planAt(deps)
    const items = []
    for (const name of ['Туысы', 'Ашығы', 'Жабығы']) {
      items.push(await placeOn(deps, sittingId, (await tellCase(deps, name)).agendaItemId))
    }
    const [own = '', free = '', closed = ''] = items
    heardId = free
    valueOrThrow(await changeSeatOf(deps, 'guardianship', { office: 'vice_chair' }))
    const secretary = await actorNamed(deps, 'secretary')
    valueOrThrow(await declareConflict(deps, secretary, own, (await actorNamed(deps, 'member.health')).id))
    valueOrThrow(await closeItemTo(deps, secretary, closed, (await actorNamed(deps, 'centre')).id))
    for (const id of [own, free, closed]) numbers.push((await findSittingItem(db.read, id))?.number ?? '?')
  }, 60_000)
  afterAll(() => db.close())

  const shown = (paper: string) => numbers.map(number => paper.includes(number))

  it('are for the members no draft: the agenda opens when they are invited', async () => {
    const health = await enter('member.health')
    expect((await health.get('/commission-work')).text).not.toContain(t('copy-agenda'))
    expect((await health.post(`/sittings/${sittingId}/copies`, { kind: 'agenda' })).status).toBe(400)
    await invite(deps, sittingId)
    expect((await health.get('/commission-work')).text).toContain(t('copy-agenda'))
  })

  it('the agenda is made for its reader: what is closed stands on none but the desk’s, and leaves no gap', async () => {
    const secretary = await enter('secretary')
    const whole = await take(secretary, 'agenda')
    expect(shown(await wordAt(secretary, whole))).toEqual([true, true, true])
    expect((await secretary.get(whole)).text).toContain(t('paper-agenda-desk'))
    const health = await enter('member.health')
    const ofHealth = await take(health, 'agenda')
    expect(shown(await wordAt(health, ofHealth))).toEqual([false, true, false])
    const page = (await health.get(ofHealth)).text
    expect(page.match(/<td[^>]*>1<\/td>/g)).toHaveLength(2)
    expect(page).not.toMatch(/<td[^>]*>2<\/td>/)
    expect(page).not.toContain(t('paper-agenda-desk'))
    const police = await enter('head')
    expect(shown(await wordAt(police, await take(police, 'agenda')))).toEqual([true, true, false])
    for (const path of [whole, ofHealth]) expect((await police.get(path)).status).toBe(404)
    expect((await health.post(`/sittings/${sittingId}/copies`, { kind: 'minutes' })).status).toBe(404)
  })

  it('the minutes are read and signed by the vice chair who came, and say in which capacity', async () => {
    clock.now = thursday
    const then = at(deps, thursday)
    const secretary = await actorNamed(then, 'secretary')
    await markPresent(then, sittingId)
    const chairSeat = await seatOfAgency(then, 'akimat', 'chair')
    valueOrThrow(await recordAttendance(then, secretary, sittingId, new Map([[chairSeat.id, 'absent']])))
    valueOrThrow(await openSitting(then, secretary, sittingId, false))
    await hear(then, heardId)
    const waiting = await enter('member.education')
    const minutes = `/sittings/${sittingId}/minutes`
    expect((await waiting.get('/commission-work')).text).not.toContain(minutes)
    clock.now = thursday.add({ hours: 1 })
    const after = at(then, clock.now)
    valueOrThrow(await closeSitting(after, secretary, sittingId))
    valueOrThrow(await signMinutes(after, secretary, { sittingId, number: '8', sha256: '' }))
    const vice = await enter('member.education')
    expect((await vice.get('/commission-work')).text).toContain(minutes)
    expect((await (await enter('member.health')).get(minutes)).status).toBe(404)
    const chair = await enter('chair')
    const unsigned = await chair.get(minutes)
    expect(unsigned.text).not.toContain(t('minutes-sign'))
    const page = await vice.get(minutes)
    expect(page.text).toContain(t('presiding-vice_chair'))
    const sha256 = /name="sha256" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
    expect((await vice.post(minutes, { number: '', sha256 })).status).toBe(303)
    const frozen = (await vice.get(minutes)).text
    expect([frozen.includes(t('minutes-frozen')), frozen.includes(t('office-vice_chair'))]).toEqual([true, true])
    expect((await vice.get('/commission-work')).text).not.toContain(minutes)
    const paper = await wordAt(vice, await take(vice, 'minutes'))
    for (const locale of ['kk', 'ru'] as const) {
      expect(paper).toContain(createTranslator(locale)('presiding-vice_chair'))
      expect(paper).toContain(createTranslator(locale)('office-vice_chair'))
    }
    expect(shown(paper)).toEqual([false, true, false])
  })
})
