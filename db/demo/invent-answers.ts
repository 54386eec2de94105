import type { Answer, AnswerValue, ChildAnswer, PersonAnswer } from '../../src/domain/questionnaire/answer.ts'
import { answerInOrder } from '../../src/domain/questionnaire/answer.ts'
import type { Bank, BankItem } from '../../src/domain/questionnaire/bank.ts'
import { children, men, surnames, women } from './names.ts'
import type { Random } from './random.ts'

const absentOptions = new Set(['never', 'neither', 'none', 'nobody'])

/** Answers of an invented interview to whatever the bank asks; some stay unknown, some are refused, few cases are grave. */
export function inventAnswers(bank: Bank, random: Random, today: Temporal.PlainDate): Record<string, Answer> {
  const severity = random.next() ** 4
  const answers = answerInOrder(bank, item => {
    const value = invent(item, random, severity, today)
    return value === null ? null : { value, source: item.default_source ?? 'her_words' }
  })
  return { ...answers }
}

function invent(item: BankItem, random: Random, severity: number, today: Temporal.PlainDate): AnswerValue | null {
  switch (item.type) {
    case 'yes_no':
      return inventYesNo(random, 0.02 + severity * 0.3, item.from_records === true ? 0.4 : 0.05)
    case 'choice':
      return inventChoice(item.options, random, severity)
    case 'tick_list':
      return {
        ticked: item.options.filter(() => random.chance(severity * 0.25)).map(option => option.code),
        rest: 'no',
      }
    case 'number':
      return item.min + random.below(Math.min(4, item.max - item.min + 1))
    case 'text':
      return 'Учебная запись о вымышленных людях'.slice(0, item.max_length)
    case 'date_time':
      return `${today.subtract({ days: 1 + random.below(3) }).toString()}T20:${String(10 + random.below(50))}`
    case 'safe_contact':
      return {
        phone: `+7700${String(random.below(10_000_000)).padStart(7, '0')}`,
        channel: 'call',
        hours: '10–12',
        who_hears: '',
      }
    case 'person':
      return inventPerson(item.code !== 'perpetrator', random)
    case 'children':
      return random.chance(0.6) ? [inventChild(item.facts, random, severity, today)] : []
  }
}

function inventYesNo(random: Random, likelihood: number, unknown: number) {
  if (random.chance(unknown)) return 'unknown'
  if (random.chance(0.02)) return 'refused'
  return random.chance(likelihood) ? 'yes' : 'no'
}

/** An option that says that it never was is the likelier one. */
function inventChoice(options: readonly { readonly code: string }[], random: Random, severity: number): string {
  const absent = options.find(option => absentOptions.has(option.code))
  if (absent && !random.chance(0.05 + severity * 0.3)) return absent.code
  return random.pick(options).code
}

function inventPerson(female: boolean, random: Random): PersonAnswer {
  const [hers, his] = random.pick(surnames)
  const born_on = Temporal.PlainDate.from('1960-01-01')
    .add({ days: random.below(15_000) })
    .toString()
  const name = { surname: female ? hers : his, given_name: random.pick(female ? women : men), patronymic: '' }
  return { ...name, born_on, iin: '', sex: female ? 'female' : 'male' }
}

function inventChild(
  facts: readonly { readonly code: string }[],
  random: Random,
  severity: number,
  today: Temporal.PlainDate,
): ChildAnswer {
  const born_on = today.subtract({ days: 400 + random.below(5000) }).toString()
  const told = facts.map(fact => [fact.code, inventYesNo(random, severity * 0.15, 0.1)] as const)
  return { name: random.pick(children), born_on, facts: Object.fromEntries(told) }
}
