import type { Bank, BankItem } from '../../domain/questionnaire/bank.ts'
import { visibleItems, type Answers } from '../../domain/questionnaire/answer.ts'
import { findInterview, listPrefilled, openAnswers, type InterviewRow } from '../../storage/interview-store.ts'
import { bankOrThrow } from '../../commands/assessment/definitions.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { Context } from '../http/route.ts'

/** An unfinished interview of the acting officer, opened for a page. */
export type Draft = {
  readonly id: string
  readonly bank: Bank
  readonly answers: Answers
  readonly updatedAt: string
  /** What makes a reassessment due; null for a first interview. */
  readonly prompt: string | null
  /** Items taken over from the last assessment and not touched since. */
  readonly prefilled: ReadonlySet<string>
  readonly visible: readonly BankItem[]
  readonly itemsOf: (block: string) => readonly BankItem[]
  readonly blockAfter: (block: string) => string
  /** The first block with a question that has no answer; else the judgement. */
  readonly firstOpen: () => string
  readonly progress: () => readonly { readonly code: string; readonly text: string }[]
}

/** Null for another officer's interview, an expired one, and one that was submitted. */
export async function openDraft(context: Context<unknown, unknown>, id: string): Promise<Draft | null> {
  const { deps, actor, now } = context
  const row = await findInterview(deps.db.read, id)
  if (!row || row.account_id !== actor.id || row.assessment_id || row.expires_at <= toStamp(now)) return null
  const bank = bankOrThrow(deps.questionnaires, row.bank_version)
  const answers = (await openAnswers(deps.db, row)) as Answers
  return draftOf(row, bank, answers, new Set(await listPrefilled(deps.db.read, id)))
}

function draftOf(row: InterviewRow, bank: Bank, answers: Answers, prefilled: ReadonlySet<string>): Draft {
  const { id, updated_at: updatedAt, prompt } = row
  const visible = visibleItems(bank, answers)
  const blocks = bank.blocks.filter(block => !block.specialised)
  const itemsOf = (block: string) => visible.filter(item => item.block === block)
  const progress = () =>
    blocks.map(block => {
      const items = itemsOf(block.code)
      const given = items.filter(item => item.code in answers).length
      return {
        code: block.code,
        text: items.length === 0 ? '–' : given === items.length ? '✓' : `${given}/${items.length}`,
      }
    })
  const blockAfter = (block: string) => {
    const place = blocks.findIndex(one => one.code === block)
    const later = blocks.slice(place + 1).find(one => itemsOf(one.code).length > 0)
    return later?.code ?? 'judgement'
  }
  const firstOpen = () =>
    blocks.find(block => itemsOf(block.code).some(item => !(item.code in answers)))?.code ?? 'judgement'
  return { id, bank, answers, updatedAt, prompt, prefilled, visible, itemsOf, blockAfter, firstOpen, progress }
}
