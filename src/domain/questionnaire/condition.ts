import { z } from 'zod'
import { code } from './text.ts'

/**
 * A statement about the answers and the case that is true, false or unknown. It is the only way in which instruments
 * code their items from the bank and procedures name their facts, so that no mapping hides in code.
 */
export type Condition =
  /** A yes_no item answered yes, or any item with an answer in `is`. */
  | { readonly item: string; readonly is?: readonly string[] | undefined }
  /** A tick list with this option ticked. */
  | { readonly item: string; readonly ticked: string }
  /** A tick list with at least `ticked_at_least` options ticked, among `of` when given. */
  | { readonly item: string; readonly ticked_at_least: number; readonly of?: readonly string[] | undefined }
  /** A number item of at least this value. */
  | { readonly item: string; readonly at_least: number }
  /** Any child with this fact answered yes. */
  | { readonly child: string }
  /** A fact of the case that the program knows: a flag, or a number of at least `at_least`. */
  | { readonly fact: string; readonly at_least?: number | undefined }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly at_least: number; readonly of: readonly Condition[] }

const count = z.int().min(1)

export const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ item: code, is: z.array(z.string()).min(1).optional() }),
    z.strictObject({ item: code, ticked: code }),
    z.strictObject({ item: code, ticked_at_least: count, of: z.array(code).min(1).optional() }),
    z.strictObject({ item: code, at_least: count }),
    z.strictObject({ child: code }),
    z.strictObject({ fact: code, at_least: count.optional() }),
    z.strictObject({ all: z.array(condition).min(1) }),
    z.strictObject({ any: z.array(condition).min(1) }),
    z.strictObject({ not: condition }),
    z.strictObject({ at_least: count, of: z.array(condition).min(1) }),
  ]),
)

/** The conditions that a condition is made of, itself included. */
export function partsOf(whole: Condition): readonly Condition[] {
  if ('all' in whole) return [whole, ...whole.all.flatMap(partsOf)]
  if ('any' in whole) return [whole, ...whole.any.flatMap(partsOf)]
  if ('not' in whole) return [whole, ...partsOf(whole.not)]
  if (!('item' in whole) && 'of' in whole) return [whole, ...whole.of.flatMap(partsOf)]
  return [whole]
}
