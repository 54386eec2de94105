import type { PersonAnswer } from '../../src/domain/questionnaire/answer.ts'
import type { ToldAnswers } from './told-cases.ts'

const person = (surname: string, given_name: string, born_on: string, sex: 'female' | 'male'): PersonAnswer => {
  return { surname, given_name, patronymic: '', born_on, iin: '', sex }
}

type Told = {
  readonly hers: PersonAnswer
  readonly his: PersonAnswer
  readonly wishes: string
  readonly fears: string
  readonly account: string
  readonly grave?: ToldAnswers
  readonly children?: number
}

function tale({ hers, his, wishes, fears, account, grave = {}, children = 0 }: Told): ToldAnswers {
  return {
    safe_contact: { phone: '+77000000017', channel: 'sms', hours: '10–12', who_hears: '' },
    wishes,
    fears,
    victim: hers,
    perpetrator: his,
    relationship: 'spouse',
    incident_account: account,
    physical_contact: 'yes',
    strangulation: 'this_incident',
    stalking: 'yes',
    children_total: children,
    ...grave,
  }
}

const extreme: ToldAnswers = {
  threats_this_incident: { ticked: ['kill_her'], rest: 'no' },
  death_threat_with_weapon: 'yes',
}

/** Eight invented families, whom the commission of the demo hears in four sittings. */
export const tales = {
  returning: tale({
    hers: person('Сейтқалиева', 'Ақмарал', '1991-04-12', 'female'),
    his: person('Сейтқалиев', 'Дархан', '1988-09-03', 'male'),
    wishes: 'Чтобы он на время ушёл из дома. Развода пока не хочет.',
    fears: 'Что заберёт детей к своим родителям.',
    account: 'Учебная запись: ссора из-за телефона, душил, дочь видела.',
    children: 2,
  }),
  steady: tale({
    hers: person('Власенко', 'Марина', '1985-01-27', 'female'),
    his: person('Власенко', 'Олег', '1982-06-15', 'male'),
    wishes: 'Жить отдельно, оформить развод.',
    fears: 'Что придёт на работу.',
    account: 'Учебная запись: пришёл ночью, душил, ушёл до приезда наряда.',
  }),
  weapon: tale({
    hers: person('Төлеубаева', 'Жансая', '1996-11-08', 'female'),
    his: person('Төлеубаев', 'Ержан', '1990-02-19', 'male'),
    wishes: 'Уехать к сестре в другой район.',
    fears: 'Что он узнает адрес сестры.',
    account: 'Учебная запись: угрожал ножом, обещал убить, если уйдёт.',
    grave: extreme,
    children: 1,
  }),
  neighbour: tale({
    hers: person('Ким', 'Алина', '1993-07-30', 'female'),
    his: person('Ким', 'Роман', '1992-12-02', 'male'),
    wishes: 'Чтобы участковый заходил чаще.',
    fears: 'Остаться без денег.',
    account: 'Учебная запись: избил на лестничной площадке, вызвали соседи.',
  }),
  night: tale({
    hers: person('Омарова', 'Гүлназ', '1989-03-21', 'female'),
    his: person('Омаров', 'Самат', '1986-05-11', 'male'),
    wishes: 'Место в кризисном центре с двумя детьми.',
    fears: 'Что он придёт в школу за сыном.',
    account: 'Учебная запись: ночью душил, угрожал убить её и себя.',
    grave: extreme,
    children: 2,
  }),
  kin: tale({
    hers: person('Дюсенова', 'Айжан', '1998-10-05', 'female'),
    his: person('Дюсенов', 'Нұрболат', '1994-08-24', 'male'),
    wishes: 'Вернуться к учёбе, жить у тёти.',
    fears: 'Что родственники заставят помириться.',
    account: 'Учебная запись: родня удерживала, муж душил при них.',
  }),
  closed: tale({
    hers: person('Пак', 'Виктория', '1987-02-14', 'female'),
    his: person('Пак', 'Сергей', '1984-04-04', 'male'),
    wishes: 'Чтобы об этом не узнали в учреждении, где он работает.',
    fears: 'Что дело остановят его знакомые.',
    account: 'Учебная запись: муж служит в учреждении района; душил, отнял телефон.',
  }),
  fresh: tale({
    hers: person('Бейсенова', 'Мөлдір', '1994-06-18', 'female'),
    his: person('Бейсенов', 'Ақан', '1991-01-09', 'male'),
    wishes: 'Чтобы с ним поговорили серьёзно, но без тюрьмы.',
    fears: 'Что после разговора станет хуже.',
    account: 'Учебная запись: вернулся пьяным, душил, ребёнок спал.',
    children: 1,
  }),
} as const

export type TaleName = keyof typeof tales

/** What the agencies know, in the order in which they answer; who is not named here answers that nothing is known. */
export const knowledge: Readonly<Record<string, { readonly facts: string; readonly opinion: string }>> = {
  'member.health': {
    facts: 'Обращалась в травмпункт в октябре, ушиб предплечья, причину не назвала.',
    opinion: 'Следы похожи на прежние.',
  },
  centre: {
    facts: 'Дважды звонила на линию доверия, просила о месте на ночь.',
    opinion: 'Готова уйти, если будет куда.',
  },
  head: { facts: 'Три вызова за год, защитное предписание одно, нарушений не отмечено.', opinion: '' },
}

export const decisions = {
  decision_kk: 'Қорғау күшейтілсін, орындалуы келесі отырыста тексерілсін.',
  decision_ru: 'Усилить защиту, исполнение проверить на следующем заседании.',
} as const

export const spoken = {
  summary: 'Случай доложил представитель полиции: насилие повторяется, потерпевшая просит о защите.',
  spoke: 'Кризисный центр: связь есть по СМС утром. Здравоохранение: травма описана.',
  risks: 'Удушение, преследование у работы.',
} as const

/** Instructions from the library, with the risk that each answers. */
export const instructed = [
  ['police_order_compliance', 'strangulation'],
  ['police_visit', 'death_threat'],
  ['health_injuries', 'strangulation'],
] as const
