import { expect, test } from 'vitest'
import { submitAssessment } from '../../src/commands/assessment/submit-assessment.ts'
import type { CommandDeps } from '../../src/commands/deps.ts'
import { startInterview } from '../../src/commands/interview/start-interview.ts'
import { findCandidates } from '../../src/commands/person/find-candidates.ts'
import type { Actor } from '../../src/domain/access/decide.ts'
import { findCase } from '../../src/storage/case-store.ts'
import type { Database } from '../../src/storage/database.ts'
import { toStamp } from '../../src/storage/stamp.ts'
import { eachEngine } from '../support/database.ts'
import { signIn, startProgram } from '../support/program.ts'
import { profileOf } from '../support/register.ts'
import { actorNamed, scene, tellStory, valueOrThrow } from '../support/story.ts'

const now = Temporal.Instant.from('2026-11-23T04:00:00Z')
const person = (surname: string, given_name: string, born_on: string) => {
  return { surname, given_name, patronymic: '', born_on, iin: '', sex: 'female' as const }
}
const alia = person('Учебнова', 'Әлия', '1990-03-05')
const marat = person('Учебнов', 'Марат', '1988-01-02')
const brother = person('Братов', 'Ержан', '1985-06-07')
const dana = person('Иванова', 'Дана', '1992-09-10')
type Told = typeof alia

async function begin(db: Database) {
  const { app, deps } = await startProgram(db, 0, { now })
  const edge: CommandDeps = { ...deps, now }
  const officer = await actorNamed(edge, 'inspector')
  const openCase = async (victim: Told, perpetrator: Told, by: Actor = officer) => {
    const { id: interviewId } = valueOrThrow(await startInterview(edge, by))
    await tellStory(edge, by, interviewId, { ...scene, victim, perpetrator })
    const sameAs = async (told: Told) => {
      const { matches } = await findCandidates(edge, by, profileOf({ ...told, phone: '' }))
      return { same: matches[0]?.id ?? null, notSame: matches.slice(1).map(match => match.id), iinReason: '' }
    }
    const people = { victim: await sameAs(victim), perpetrator: await sameAs(perpetrator) }
    const judgement = { priorCategory: 'medium', concern: 'Учебное опасение за её жизнь' } as const
    const { caseId } = valueOrThrow(await submitAssessment(edge, by, { interviewId, ...judgement, people }))
    return { caseId, number: (await findCase(db.read, caseId, toStamp(now)))?.number ?? '' }
  }
  return { app, edge, openCase, visitor: await signIn(app, 'inspector') }
}

eachEngine((_engine, open) => {
  test('several perpetrators are linked cases, and mutual accusations know of each other', async () => {
    const { openCase, visitor } = await begin(await open())
    const first = await openCase(alia, marat)
    const second = await openCase(alia, brother)
    expect((await visitor.get(`/cases/${first.caseId}`)).text).not.toContain('Есть взаимные обвинения')
    const mutual = await openCase(marat, alia)
    expect(new Set([first, second, mutual].map(one => one.caseId)).size).toBe(3)
    const links = (await visitor.get(`/cases/${first.caseId}/links`)).text
    expect(links).toContain(second.number)
    expect(links).toContain('другой правонарушитель')
    expect(links).toContain(mutual.number)
    expect(links).toContain('в том деле наоборот')
    for (const { caseId } of [first, mutual]) {
      expect((await visitor.get(`/cases/${caseId}`)).text).toContain('Есть взаимные обвинения')
    }
    expect((await visitor.get(`/cases/${second.caseId}`)).text).not.toContain('Есть взаимные обвинения')
  })

  test('the perpetrator’s other victims are counted and never named, in another district by the district alone', async () => {
    const { app, edge, openCase, visitor } = await begin(await open())
    const first = await openCase(alia, marat)
    const near = await openCase(dana, marat)
    const links = (await visitor.get(`/cases/${first.caseId}/links`)).text
    expect(links).not.toContain(near.number)
    const far = await openCase(person('Дальнова', 'Роза', '1991-11-12'), marat, await actorNamed(edge, 'inspector2'))
    const card = (await visitor.get(`/cases/${first.caseId}/perpetrator`)).text
    expect(card).toContain(near.number)
    expect(card).not.toContain(far.number)
    for (const name of ['Иванова', 'Дана', 'Дальнова', 'Роза']) expect(card).not.toContain(name)
    const other = await signIn(app, 'inspector2')
    const there = (await other.get(`/cases/${far.caseId}/perpetrator`)).text
    for (const word of [first.number, near.number, 'Учебнова', 'Иванова']) expect(there).not.toContain(word)
  })
})
