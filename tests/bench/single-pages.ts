import { openPerson } from '../../src/storage/person-store.ts'
import type { Database } from '../../src/storage/database.ts'
import { signInAt } from './signed-in.ts'

const looks = 300
const almaly = '751010000'

export const singlePages = ['search', 'case', 'chronology', 'person'] as const
export type SinglePage = (typeof singlePages)[number]
/** The 95th of a hundred, in milliseconds, of pages asked for one after the other. */
export type PageTimes = Readonly<Record<SinglePage, number>>

type Visit = { readonly path: string; readonly body?: URLSearchParams }

/** Each page of 300 cases and people spread over the whole store, by an officer who asks for one at a time. */
export async function timeSinglePages(db: Database, address: string): Promise<PageTimes> {
  const headers = await signInAt(address, 'inspector')
  const cases = await pickCases(db)
  const visits: Readonly<Record<SinglePage, readonly Visit[]>> = {
    search: await searchesOf(db, address, headers),
    case: cases.map(one => ({ path: `/cases/${one.id}` })),
    chronology: cases.map(one => ({ path: `/cases/${one.id}/chronology` })),
    person: cases.map(one => ({ path: `/people/${one.victim_id}` })),
  }
  const times: Partial<Record<SinglePage, number>> = {}
  for (const page of singlePages) times[page] = p95(await timeAll(address, headers, visits[page]))
  return times as PageTimes
}

async function pickCases(db: Database) {
  const rows = await db.read
    .selectFrom('case_file')
    .select(['id', 'victim_id'])
    .where('district', '=', almaly)
    .orderBy('id')
    .execute()
  return spread(rows)
}

/** Names of the register in other hands: with a birth date, with the year alone, with a bare name. */
async function searchesOf(db: Database, address: string, headers: Record<string, string>): Promise<Visit[]> {
  const ids = await db.read.selectFrom('person').select('id').orderBy('id').execute()
  const people = spread(ids).map(({ id }) => id)
  const rows = await db.read.selectFrom('person').selectAll().where('id', 'in', people).execute()
  const form = await (await fetch(`${address}/people`, { headers })).text()
  const token = /name="_csrf" value="([^"]+)"/.exec(form)?.[1] ?? ''
  return Promise.all(
    rows.map(async (row, at) => {
      const { surname, given_name, born_on } = await openPerson(db, row)
      const born = [born_on, born_on.slice(0, 4), ''][at % 3] ?? ''
      const fields = { surname, given_name, patronymic: '', born, iin: '', phone: '' }
      return { path: '/people', body: new URLSearchParams({ _csrf: token, ...fields }) }
    }),
  )
}

function spread<T>(rows: readonly T[]): T[] {
  const step = rows.length / looks
  return Array.from({ length: Math.min(looks, rows.length) }, (_, at) => rows[Math.floor(at * Math.max(step, 1))] as T)
}

async function timeAll(address: string, headers: Record<string, string>, visits: readonly Visit[]): Promise<number[]> {
  const times: number[] = []
  for (const { path, body } of visits) {
    const started = performance.now()
    const page = await fetch(address + path, { headers, ...(body && { method: 'POST', body }) })
    await page.text()
    times.push(performance.now() - started)
    if (page.status !== 200) throw new Error(`${path} answered ${page.status}`)
  }
  return times
}

function p95(times: readonly number[]): number {
  const sorted = times.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN
}
