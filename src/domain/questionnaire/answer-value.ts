import type { AnswerSource } from './bank.ts'

export const yesNoValues = ['yes', 'no', 'unknown', 'refused'] as const
export type YesNo = (typeof yesNoValues)[number]
/** An answer that leaves the question open. */
export type OpenAnswer = 'unknown' | 'refused'

export type TickList = { readonly ticked: readonly string[]; readonly rest: 'no' | OpenAnswer }

export const contactChannels = ['call', 'sms', 'messenger', 'in_person'] as const
export type SafeContact = {
  readonly phone: string
  /** Empty where no way was agreed with her yet. */
  readonly channel: (typeof contactChannels)[number] | ''
  readonly hours: string
  readonly who_hears: string
}

/** Every field may be empty, but one part of the name is given; of an unknown perpetrator nothing is. */
export type PersonAnswer = {
  readonly surname: string
  readonly given_name: string
  readonly patronymic: string
  readonly born_on: string
  readonly iin: string
  readonly sex: '' | 'female' | 'male'
  readonly unknown?: true
}

export type ChildAnswer = {
  readonly name: string
  readonly born_on: string
  readonly facts: Readonly<Record<string, YesNo>>
}

/** A string stands for a yes/no answer, an option, a text or a date, by the type of the item. */
export type AnswerValue = string | number | TickList | SafeContact | PersonAnswer | readonly ChildAnswer[]

export type Answer = { readonly value: AnswerValue; readonly source: AnswerSource }
export type RawAnswers = Readonly<Record<string, unknown>>

/** Items whose condition is false for these answers: they count as no, while an unanswered item is unknown. */
export const notAsked: unique symbol = Symbol('not asked')

/** Validated answers, by item code. Only `validateAnswers` and `pruneHidden` make them. */
export type Answers = Readonly<Record<string, Answer>> & { readonly [notAsked]: ReadonlySet<string> }

export function answerOf(answers: Answers, item: string): Answer | undefined {
  return Object.hasOwn(answers, item) ? answers[item] : undefined
}
