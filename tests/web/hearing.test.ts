import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeItemTo } from '../../src/commands/conference/close-item-to.ts'
import { openItem } from '../../src/commands/conference/open-item.ts'
import type { CommandDeps } from '../../src/commands/deps.ts'
import { listActionsOfItem } from '../../src/storage/conference-action.ts'
import { findSittingItem, openNotes } from '../../src/storage/conference-agenda.ts'
import type { Database } from '../../src/storage/database.ts'
import { createTranslator } from '../../src/i18n/translator.ts'
import { actorNamed, addPerson, at, monday, openWith, tellCase, thursday } from '../support/commission.ts'
import { makePlace, openPlace } from '../support/database.ts'
import { signIn, startProgram } from '../support/program.ts'
import { valueOrThrow } from '../support/story.ts'

const t = createTranslator('ru')

describe('while an item is heard', () => {
  const clock = { now: monday }
  let db: Database
  let app: Awaited<ReturnType<typeof startProgram>>['app']
  let deps: CommandDeps
  let sittingId = ''
  let itemId = ''
  let closedNumber = ''

  const enter = async (username: string) => {
    const visitor = await signIn(app, username)
    await visitor.get('/me?lang=ru')
    return visitor
  }

  beforeAll(async () => {
    db = await openPlace(makePlace('sqlite'))
    const started = await startProgram(db, 0, clock)
    app = started.app
    deps = { ...started.deps, now: monday }
    const open = await tellCase(deps, 'Экран')
    const closed = await tellCase(deps, 'Жабық')
    const opened = await openWith(deps, [open.agendaItemId, closed.agendaItemId])
    sittingId = opened.sittingId
    itemId = opened.items[0] ?? ''
    clock.now = thursday
    const secretary = await actorNamed(opened.then, 'secretary')
    const centre = await actorNamed(deps, 'centre')
    valueOrThrow(await closeItemTo(opened.then, secretary, opened.items[1] ?? '', centre.id))
    closedNumber = (await findSittingItem(db.read, opened.items[1] ?? ''))?.number ?? '?'
    valueOrThrow(await openItem(at(deps, thursday), secretary, itemId))
    await addPerson(deps, 'secretary.two', 'secretary', 'demo-commission-almaly')
  }, 60_000)
  afterAll(() => db.close())

  it('a member sees the names in the room after the statement of confidentiality, and not before', async () => {
    const member = await enter('member.education')
    const room = `/sittings/${sittingId}/room`
    const before = await member.get(room)
    expect([before.text.includes('Экран'), before.text.includes(t('statement-text'))]).toEqual([false, true])
    expect(JSON.parse((await member.get(`${room}/turn`)).text)).toEqual({ turn: '' })
    await member.get(room)
    expect((await member.post(`/sittings/${sittingId}/statement`, { research: '' })).status).toBe(303)
    expect((await member.get(room)).text).toContain('Экран')
    expect(JSON.parse((await member.get(`${room}/turn`)).text)).toEqual({ turn: itemId })
  })

  it('the window that asks whose turn it is keeps no idle session awake', async () => {
    const start = clock.now
    const desk = await enter('secretary')
    for (const minutes of [4, 8]) {
      clock.now = start.add({ minutes })
      expect((await desk.get(`/sittings/${sittingId}/room/turn`)).status).toBe(200)
    }
    clock.now = start.add({ minutes: 11 })
    expect((await desk.get(`/sittings/${sittingId}/room/turn`)).headers['location']).toBe('/unlock')
    clock.now = start
  })

  it('a closed item is in no figure of the page of a secretary who is not named', async () => {
    const named = await enter('secretary')
    const all = await named.get(`/sittings/${sittingId}`)
    expect(all.text).toContain(t('research-returned', { returned: 0, requested: 2, nil: 0 }))
    const other = await actorNamed(deps, 'chair')
    expect(other.excluded).toHaveLength(1)
    const chair = await enter('chair')
    const page = await chair.get(`/sittings/${sittingId}`)
    expect(page.text).toContain(t('research-returned', { returned: 0, requested: 1, nil: 0 }))
    expect(page.text).not.toContain(t('research-returned', { returned: 0, requested: 2, nil: 0 }))
    for (const path of [`/sittings/${sittingId}`, '/queue', '/commission', '/']) {
      expect((await chair.get(path)).text, path).not.toContain(closedNumber)
    }
    expect((await named.get('/queue')).text).toContain(closedNumber)
  })

  it('votes that are no numbers are not taken for none, and stay as typed', async () => {
    const desk = await enter('secretary')
    await desk.get(`/sitting-items/${itemId}`)
    const wrong = await desk.post(`/sitting-items/${itemId}/votes`, { for: 'пять', against: '1', abstained: '' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain(t('fault-not-a-number'))
    expect(wrong.text).toContain('value="пять"')
    expect((await findSittingItem(db.read, itemId))?.votes).toBeNull()
  })

  it('an instruction whose button is tapped twice is one instruction', async () => {
    const desk = await enter('secretary')
    const page = await desk.get(`/sitting-items/${itemId}`)
    const ids = [...page.text.matchAll(/name="action" value="([^"]+)"/g)].map(found => found[1] ?? '')
    expect(new Set(ids).size).toBe(2)
    const [library = '', own = ''] = ids
    for (let tap = 0; tap < 2; tap += 1) {
      const typed = await desk.post(`/sitting-items/${itemId}/actions`, { action: own, text_ru: 'Посетить' })
      const picked = await desk.post(`/sitting-items/${itemId}/actions`, {
        action: library,
        library: 'health_injuries',
      })
      expect([typed.status, picked.status]).toEqual([303, 303])
    }
    expect(await listActionsOfItem(db.read, itemId)).toHaveLength(2)
  })

  it('an instruction due in the past is not taken: the fault names the field, and what was typed stays', async () => {
    const desk = await enter('secretary')
    const { text } = await desk.get(`/sitting-items/${itemId}`)
    const drafts = (await listActionsOfItem(db.read, itemId)).length
    const stored = (await listActionsOfItem(db.read, itemId))[0]?.id ?? ''
    const fresh = [...text.matchAll(/name="action" value="([^"]+)"/g)].map(found => found[1] ?? '').at(-1) ?? ''
    const words = { library: '', text_ru: 'Проверить замки', evidence_ru: 'Акт замков' }
    for (const action of [fresh, stored]) {
      const typed = { ...words, action, due_on: '2026-11-25' }
      const wrong = await desk.post(`/sitting-items/${itemId}/actions`, typed)
      expect([wrong.status, wrong.text.includes(t('fault-due-in-past'))]).toEqual([422, true])
      expect(wrong.text).toContain('href="#q-due_on"')
      expect(wrong.text.match(/id="q-due_on"/g)).toHaveLength(1)
      for (const kept of ['Проверить замки', 'Акт замков', 'value="2026-11-25"']) {
        expect(wrong.text.split(kept)).toHaveLength(2)
      }
    }
    expect(await listActionsOfItem(db.read, itemId)).toHaveLength(drafts)
    const today = { ...words, action: fresh, due_on: '2026-11-26' }
    expect((await desk.post(`/sitting-items/${itemId}/actions`, today)).status).toBe(303)
  })

  it('two windows of one account do not overwrite each other, and one window its own', async () => {
    const desk = await enter('secretary')
    const { text } = await desk.get(`/sitting-items/${itemId}`)
    const shown = /name="shown_at" value="([^"]+)"/.exec(text)?.[1] ?? ''
    const type = async (summary: string, since: string) => {
      clock.now = clock.now.add({ seconds: 5 })
      const saved = await desk.post(`/sitting-items/${itemId}/note?shown=${shown}`, {
        item: 'summary',
        summary,
        shown: since,
      })
      return { status: saved.status, ...(JSON.parse(saved.text) as { shown: string }) }
    }
    const first = await type('Слушали\r\nпервое окно', shown)
    const again = await type('Слушали\nпервое окно, дальше', first.shown)
    expect([first.status, again.status]).toEqual([200, 200])
    expect((await type('Слушали второе окно', shown)).status).toBe(422)
    const item = await findSittingItem(db.read, itemId)
    expect(item && (await openNotes(db, item)).summary).toBe('Слушали\nпервое окно, дальше')
  })
})
