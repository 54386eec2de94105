import { readFileSync } from 'node:fs'
import { assert, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparePeople } from '../../src/domain/person/compare-people.ts'
import { editsBetween, foldName, foldPatronymic } from '../../src/domain/person/fold-name.ts'
import { findIinDoubts, readIin } from '../../src/domain/person/iin.ts'
import { tokensOf } from '../../src/domain/person/index-tokens.ts'
import { foldPhone } from '../../src/domain/person/phone.ts'
import type { Profile } from '../../src/domain/person/person.ts'
import { findElderChildren, isSamePerson } from '../../src/domain/person/told-person.ts'

const examples = readFileSync(new URL('../golden/iin-examples.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)

describe('names', () => {
  it.each([
    ['Әлия', 'Алия', 'Aliya', 'Alia', 'Äliya', 'ƏЛИЯ'],
    ['Қайрат', 'Кайрат', 'Qairat', 'Kairat', 'Qaırat', 'Kayrat'],
    ['Жұмабай', 'Жумабай', 'Zhumabay', 'Jumabay', 'Zhumabai', 'Jūmabai'],
    ['Гүлнәр', 'Гульнар', 'Гюльнар', 'Gulnar', 'Gülnär'],
    ['Бауыржан', 'Бауржан', 'Bauyrzhan', 'Baurzhan', 'Bauyrjan'],
    ['Мұхаммед', 'Мухамед', 'Mukhammed'],
    ['Елена', 'Yelena', 'Elena', 'Eлeна'],
    ['Шыңғыс', 'Шынгыс', 'Shyngys', 'Şıñğıs'],
    ['Юлия', 'Yuliya', 'Iuliia'],
    ['Сейтқали-Иванова', 'Сейткали Иванова', 'Seitkali-Ivanova'],
    ['Нұрай', 'Нұрай'.normalize('NFD')],
  ])('meet in all spellings: %s', (...spellings) => {
    expect(new Set(spellings.map(foldName)).size).toBe(1)
  })

  it.each([
    ['Әсел', 'Әсем'],
    ['Арман', 'Асман'],
    ['Марат', 'Мурат'],
    ['Айгүл', 'Айнұр'],
  ])('%s stays another name than %s', (one, other) => {
    expect(foldName(one)).not.toBe(foldName(other))
  })

  it.each([['Серікұлы', 'Серік-улы', 'Serikuly', 'Серік ұлы', 'Серикович', 'Серікқызы', 'Серик-кызы', 'Serikqyzy']])(
    'of the father meet in every form',
    (...forms) => {
      expect(new Set(forms.map(foldPatronymic)).size).toBe(1)
    },
  )

  it('fold to the same again, whatever was typed', () => {
    assert(
      property(string({ unit: 'grapheme', maxLength: 40 }), text => {
        expect(foldName(text)).toBe(foldName(text.normalize('NFD')))
        expect(foldName(text)).toMatch(/^[^\s]*( [^\s]+)*$/)
      }),
    )
  })
})

describe('the identification number', () => {
  it.each(examples)('reads as its example says: %s', line => {
    const [iin = '', birth, sex, expected] = line.split('\t')
    const told = { iin, born_on: birth ?? '', sex: { F: 'female', M: 'male' }[sex ?? ''] ?? '' }
    expect(findIinDoubts(told).length === 0).toBe(expected === 'valid')
  })

  it('with a right check digit and an impossible day fails on its date alone', () => {
    expect(readIin('790332499013')).toMatchObject({ checked: true, born_on: '' })
    expect(findIinDoubts({ iin: '790332499013', born_on: '', sex: '' })).toEqual(['iin_date'])
  })

  it('that tells another birth date or sex is doubtful, not refused', () => {
    const told = { iin: '790305499016', born_on: '1979-05-03', sex: 'male' }
    expect(findIinDoubts(told)).toEqual(['iin_birth_date', 'iin_sex'])
  })

  it('differs in one digit: the two share exactly one clue', () => {
    const clues = (iin: string) => tokensOf({ names: [], birthDates: [], iins: [iin], phones: [], sex: '' })
    const own = new Set(clues('790305499016').map(token => token.kind + token.text))
    expect(clues('790305499516').filter(token => own.has(token.kind + token.text))).toHaveLength(1)
  })
})

it.each(['+7 701 555 12 34', '8 (701) 555-12-34', '7015551234', '87015551234', '007 701 5551234', '+77015551234'])(
  'the phone %s is one number',
  typed => {
    expect(foldPhone(typed)).toBe('7015551234')
  },
)

it.each(['102', '', 'нет', '+1'])('«%s» is no number to find anybody by', typed => {
  expect(foldPhone(typed)).toBe('')
})

it('an index clue never rests on a name alone', () => {
  const name = { surname: 'Ахметова', given_name: 'Айгүл', patronymic: '' }
  const lone = { names: [{ ...name, surname: '' }], birthDates: [], iins: [], phones: [], sex: '' }
  expect(tokensOf(lone)).toEqual([])
  expect(tokensOf({ ...lone, names: [name] }).every(({ text }) => text.includes(' '))).toBe(true)
})

describe('two people', () => {
  const person = (rest: Partial<Profile> = {}): Profile => ({
    names: [{ surname: 'Қасымова', given_name: 'Әсел', patronymic: 'Серікқызы' }],
    birthDates: ['1990-03-05'],
    iins: [],
    phones: [],
    sex: 'female',
    ...rest,
  })

  it.each([
    ['a changed surname', { names: [{ surname: 'Петрова', given_name: 'Асель', patronymic: 'Сериковна' }] }],
    ['day and month swapped', { birthDates: ['1990-05-03'] }],
    ['a second birth date', { birthDates: ['1985-01-01', '1990-03-05'] }],
    [
      'an alias',
      {
        names: [
          { surname: 'Ли', given_name: 'Роза', patronymic: '' },
          { surname: 'Касымова', given_name: 'Асель', patronymic: '' },
        ],
      },
    ],
  ])('are the same with %s', (_, rest) => {
    expect(comparePeople(person(), person(rest)).warns).toBe(true)
  })

  it.each([
    ['a namesake of another age', { birthDates: ['1971-11-20'] }],
    [
      'a namesake of the same year with another father',
      {
        birthDates: ['1990-08-17'],
        names: [{ surname: 'Қасымова', given_name: 'Әсел', patronymic: 'Маратқызы' }],
      },
    ],
    [
      'somebody born on the same day with the same first name',
      {
        names: [{ surname: 'Петрова', given_name: 'Асель', patronymic: '' }],
      },
    ],
  ])('are not warned of: %s', (_, rest) => {
    expect(comparePeople(person(), person(rest)).warns).toBe(false)
  })

  it('give the same comparison in either order', () => {
    const other = person({
      birthDates: ['1990-05-03'],
      names: [{ surname: 'Асель', given_name: 'Касымова', patronymic: '' }],
    })
    expect(comparePeople(person(), other)).toEqual(comparePeople(other, person()))
  })
})

it.each([
  ['ahmet', 'ahmet', 0],
  ['ahmet', 'ahme', 1],
  ['ahmet', 'amhet', 1],
  ['ahmet', 'ahmad', 2],
  ['ahmet', 'serik', 3],
])('%s and %s are %d edits apart', (one, other, edits) => {
  expect(editsBetween(one, other, 2)).toBe(edits)
})

it('a child is older than its parents only when it is born before both', () => {
  const parent = (born_on: string) =>
    ({ surname: '', given_name: 'Ә', patronymic: '', born_on, iin: '', sex: '' }) as const
  const child = (born_on: string) => ({ name: 'А', born_on, facts: {} })
  const children = [child('2015-01-01'), child('1980-01-01'), child('1970-01-01'), child('')]
  expect(findElderChildren(children, [parent('1985-01-01'), parent('1975-01-01')])).toEqual([2])
  expect(findElderChildren(children, [parent('1985-01-01'), parent('')])).toEqual([1, 2])
  expect(findElderChildren(children, [parent('')])).toEqual([])
})

it('a victim under another spelling of the perpetrator’s name and birth date is the same person', () => {
  const one = { surname: 'Қасым', given_name: 'Әли', patronymic: '', born_on: '1985-07-01', iin: '', sex: '' } as const
  expect(isSamePerson(one, { ...one, surname: 'Касым', given_name: 'Али' })).toBe(true)
  expect(isSamePerson(one, { ...one, born_on: '1985-07-02' })).toBe(false)
})
