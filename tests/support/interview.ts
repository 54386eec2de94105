import type { Visitor } from './program.ts'

/** Gives the words of a free field: `phone` and `iin` are written in digits. */
export type Write = (field: string) => string

export const inventedWords: Write = field =>
  ({ phone: '+7 700 000 00 17', iin: '' })[field] ?? `Учебная запись о вымышленных людях: ${field}`

/** Starts an interview and gives its id. */
export async function startInterview(visitor: Visitor): Promise<string> {
  const to = locationOf(await visitor.post('/interviews'))
  return orThrow(/^\/interviews\/([^/]+)\/contact$/.exec(to)?.[1], to)
}

/** Fills the blocks with free fields and those that a submission needs; a block that asks more is sent again. */
export async function answerInterview(visitor: Visitor, id: string, write: Write = inventedWords): Promise<void> {
  for (const [block, fields] of Object.entries(formsOf(write))) {
    const path = `/interviews/${id}/${block}`
    let to = locationOf(await visitor.post(path, fields))
    if (to.startsWith(`${path}#`)) to = locationOf(await visitor.post(path, fields))
    if (to.startsWith(path)) throw new Error(`${block} was not taken`)
  }
}

/**
 * Submits the interview and gives the id of its assessment; the same again when it was submitted before. Whoever the
 * register may know is said to be somebody else.
 */
export async function submitInterview(visitor: Visitor, id: string, write: Write = inventedWords): Promise<string> {
  const judgement = { category: 'medium', concern: write('concern') }
  let answered = await visitor.post(`/interviews/${id}/judgement`, judgement)
  // Somebody else alike may be stored between the page and its answer: then the officer is asked again.
  for (let round = 0; round < 5 && answered.status !== 303; round += 1) {
    answered = await visitor.post(`/interviews/${id}/people`, tellApart(answered.text, judgement, write))
  }
  const to = locationOf(answered)
  return orThrow(/^\/assessments\/([^/]+)$/.exec(to)?.[1], to)
}

function tellApart(page: string, judgement: Record<string, string>, write: Write): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = { ...judgement }
  for (const part of ['victim', 'perpetrator']) {
    const shown = [...page.matchAll(new RegExp(`name="${part}\\.shown" value="([^"]+)"`, 'g'))].map(
      ([, id]) => id ?? '',
    )
    if (shown.length > 0) Object.assign(fields, { [part]: 'none', [`${part}.shown`]: shown })
    if (page.includes(`name="${part}.reason"`)) fields[`${part}.reason`] = write('iin_reason')
  }
  return fields
}

function formsOf(write: Write): Record<string, Record<string, string>> {
  return {
    contact: {
      ...fill('safe_contact', ['phone', 'hours', 'who_hears'], write),
      wishes: write('wishes'),
      fears: write('fears'),
      ...personOf('victim', 'female', write),
      ...personOf('perpetrator', 'male', write),
      relationship: 'spouse',
    },
    incident: {
      incident_at: '2026-01-20T21:30',
      incident_account: write('incident_account'),
      physical_contact: 'yes',
      strangulation: 'this_incident',
      confinement: 'yes',
      weapon_used: 'never',
    },
    children: {
      children_total: '2',
      ...fill('children.0', ['name'], write),
      ...fill('children.1', ['name'], write),
    },
  }
}

function personOf(code: string, sex: string, write: Write): Record<string, string> {
  return { [`${code}.sex`]: sex, ...fill(code, ['surname', 'given_name', 'patronymic', 'iin'], write) }
}

function fill(code: string, parts: readonly string[], write: Write): Record<string, string> {
  return Object.fromEntries(parts.map(part => [`${code}.${part}`, write(part)]))
}

function locationOf(response: { status: number; headers: Record<string, string>; text: string }): string {
  if (response.status !== 303) throw new Error(`expected 303, got ${response.status}: ${response.text.slice(0, 2000)}`)
  return response.headers['location'] ?? ''
}

function orThrow(found: string | undefined, to: string): string {
  if (found === undefined) throw new Error(`sent to ${to}`)
  return found
}
