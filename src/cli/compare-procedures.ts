import type { Definitions } from '../commands/assessment/definitions.ts'
import { judge } from '../commands/assessment/judge-answers.ts'
import type { Assessment } from '../domain/assessment/assess.ts'
import { pruneHidden } from '../domain/questionnaire/answer.ts'
import { categories, type Category } from '../domain/questionnaire/procedure.ts'
import {
  listDefinitions,
  listStandingAfter,
  openAssessment,
  type AssessmentRow,
  type OpenedAssessment,
} from '../storage/assessment-store.ts'
import type { Database } from '../storage/database.ts'
import { eachAssessment, whyUnread } from './each-assessment.ts'

export type Pair<T> = { readonly old: T; readonly new: T }

type Change = { readonly district: string; readonly from: Category; readonly to: Category; readonly count: number }

/** Counts are raw and of assessments; one that its recomputation has superseded is not counted again. */
export type Comparison = {
  readonly procedures: Pair<string>
  readonly assessments: number
  readonly changed: number
  readonly changes: readonly Change[]
  /** How many assessments each category has, and how many the commission gets. */
  readonly categories: Pair<Readonly<Record<Category, number>>>
  readonly listed: Pair<number>
  /** Answered by another version of the question bank than the new procedure asks by; what it did not ask is unknown. */
  readonly other_bank: number
  readonly erased: number
  readonly unreadable: number
}

/** Judges every stored assessment by both procedures. Reads only. */
export async function compareProcedures(db: Database, pair: Pair<Definitions>): Promise<Comparison> {
  const tally = new Tally(pair)
  for await (const row of eachAssessment(db, listStandingAfter)) {
    const opened = await openAssessment(db, row).catch((error: unknown) => whyUnread(db, row, error))
    if (typeof opened === 'string') tally.leaveOut(opened)
    else tally.count(row, opened, await bankOf(db, row))
  }
  return tally.result()
}

async function bankOf(db: Database, { id }: AssessmentRow): Promise<string | undefined> {
  return (await listDefinitions(db.read, id)).find(each => each.kind === 'bank')?.version
}

class Tally {
  readonly #pair: Pair<Definitions>
  readonly #changes = new Map<string, Change>()
  readonly #left = { erased: 0, unreadable: 0 }
  readonly #categories = { old: emptyCounts(), new: emptyCounts() }
  readonly #listed = { old: 0, new: 0 }
  #seen = 0
  #otherBank = 0

  constructor(pair: Pair<Definitions>) {
    this.#pair = pair
  }

  leaveOut(why: 'erased' | 'unreadable'): void {
    this.#left[why] += 1
  }

  count(row: AssessmentRow, opened: OpenedAssessment, bank: string | undefined): void {
    this.#seen += 1
    if (bank !== this.#pair.new.bank.version) this.#otherBank += 1
    const before = this.#judge('old', row, opened)
    const after = this.#judge('new', row, opened)
    if (before.category !== after.category) this.#note(row.district, before.category, after.category)
  }

  #judge(which: keyof Pair<unknown>, { facts }: AssessmentRow, { answers, raise }: OpenedAssessment): Assessment {
    const definitions = this.#pair[which]
    const known = pruneHidden(definitions.bank, answers)
    const judged = judge({ definitions, answers: known, facts, raise: raise ?? undefined })
    this.#categories[which][judged.category] += 1
    if (judged.listing.listed) this.#listed[which] += 1
    return judged
  }

  #note(district: string, from: Category, to: Category): void {
    const key = [district, categories.indexOf(from), categories.indexOf(to)].join(' ')
    this.#changes.set(key, { district, from, to, count: (this.#changes.get(key)?.count ?? 0) + 1 })
  }

  result(): Comparison {
    const changes = [...this.#changes].sort(([one], [other]) => one.localeCompare(other)).map(([, change]) => change)
    return {
      procedures: { old: nameOf(this.#pair.old), new: nameOf(this.#pair.new) },
      assessments: this.#seen,
      changed: changes.reduce((sum, each) => sum + each.count, 0),
      changes,
      categories: this.#categories,
      listed: this.#listed,
      other_bank: this.#otherBank,
      ...this.#left,
    }
  }
}

function emptyCounts(): Record<Category, number> {
  return { low: 0, medium: 0, high: 0, extreme: 0 }
}

function nameOf({ procedure }: Definitions): string {
  return `${procedure.procedure} ${procedure.version}`
}

/** For the console: tabs between what changed, so that it can be pasted into a table. */
export function sayComparison(found: Comparison): string {
  const { procedures, assessments, changed, changes, listed, other_bank, erased, unreadable } = found
  const left = Object.entries({ 'of another question bank': other_bank, erased, unreadable }).filter(([, n]) => n > 0)
  const lines = [
    `${procedures.old} -> ${procedures.new}: ${assessments} assessments, ${changed} change category`,
    ...changes.map(({ district, from, to, count }) => `${district}\t${from} -> ${to}\t${count}`),
    ...categories.map(each => `${each}\t${found.categories.old[each]} -> ${found.categories.new[each]}`),
    `listed for the commission\t${listed.old} -> ${listed.new}`,
    ...left.map(([what, count]) => `${what}\t${count}`),
  ]
  return `${lines.join('\n')}\n`
}
