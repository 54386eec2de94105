/** Invented organisations and accounts; the districts are those of db/reference. */
export const demoPassword = 'pana-training-2026'

const [almaty, almaly, auezov] = ['750000000', '751010000', '751110000'] as const
const [astana, astanaDistrict] = ['710000000', '711010000'] as const

type Organisation = readonly [
  id: string,
  kind: string,
  nameKk: string,
  nameRu: string,
  region: string,
  district: string | null,
]

export const demoOrganisations: readonly Organisation[] = [
  [
    'demo-police-almaly',
    'police',
    'Алмалы аудандық полиция басқармасы',
    'Управление полиции Алмалинского района',
    almaty,
    almaly,
  ],
  [
    'demo-police-auezov',
    'police',
    'Әуезов аудандық полиция басқармасы',
    'Управление полиции Ауэзовского района',
    almaty,
    auezov,
  ],
  [
    'demo-police-astana',
    'police',
    'Алматы аудандық полиция басқармасы',
    'Управление полиции района Алматы',
    astana,
    astanaDistrict,
  ],
  ['demo-department', 'police', 'Қалалық полиция департаменті', 'Департамент полиции города', almaty, null],
  [
    'demo-commission-almaly',
    'commission',
    'Алмалы ауданының комиссиясы',
    'Комиссия Алмалинского района',
    almaty,
    almaly,
  ],
  [
    'demo-commission-auezov',
    'commission',
    'Әуезов ауданының комиссиясы',
    'Комиссия Ауэзовского района',
    almaty,
    auezov,
  ],
  ['demo-education', 'education', 'Аудандық білім бөлімі', 'Районный отдел образования', almaty, almaly],
  ['demo-health', 'health', 'Аудандық емхана', 'Районная поликлиника', almaty, almaly],
  ['demo-centre-almaly', 'crisis_centre', '«Тірек» дағдарыс орталығы', 'Кризисный центр «Тірек»', almaty, almaly],
  ['demo-centre-auezov', 'crisis_centre', '«Үміт» дағдарыс орталығы', 'Кризисный центр «Үміт»', almaty, auezov],
  ['demo-family-almaly', 'family_centre', 'Отбасын қолдау орталығы', 'Центр поддержки семьи', almaty, almaly],
  ['demo-mobile-almaly', 'mobile_group', 'Аудандық мобильді топ', 'Районная мобильная группа', almaty, almaly],
  ['demo-akimat', 'akimat', 'Аудан әкімдігі', 'Акимат района', almaty, almaly],
  ['demo-statistics', 'statistics', 'Талдау қызметі', 'Служба анализа', almaty, null],
  ['demo-oversight', 'oversight', 'Тәуелсіз бақылау', 'Независимый контроль', almaty, null],
  ['demo-operator', 'operator', 'Жүйе операторы', 'Оператор системы', almaty, null],
]

type Account = readonly [username: string, displayName: string, role: string, organisation: string]

export const demoAccounts: readonly Account[] = [
  ['inspector', 'Ерлан Сағынбаев', 'inspector', 'demo-police-almaly'],
  ['head', 'Марат Жүнісов', 'head', 'demo-police-almaly'],
  ['department', 'Гүлнар Тасова', 'department', 'demo-department'],
  ['duty', 'Нұрлан Кенжин', 'duty', 'demo-department'],
  ['secretary', 'Айнұр Бекова', 'secretary', 'demo-commission-almaly'],
  ['chair', 'Серик Ахметжанов', 'chair', 'demo-commission-almaly'],
  ['member.education', 'Лаура Ниязова', 'member', 'demo-education'],
  ['member.health', 'Ольга Степанова', 'member', 'demo-health'],
  ['centre', 'Динара Оспанова', 'centre', 'demo-centre-almaly'],
  ['centre_supervisor', 'Раушан Әбілова', 'centre_supervisor', 'demo-centre-almaly'],
  ['centre.family', 'Светлана Пак', 'centre', 'demo-family-almaly'],
  ['centre.mobile', 'Ержан Төреқұлов', 'centre', 'demo-mobile-almaly'],
  ['akimat', 'Қайрат Мұсаев', 'akimat', 'demo-akimat'],
  ['analyst', 'Ирина Ким', 'analyst', 'demo-statistics'],
  ['auditor', 'Болат Төлегенов', 'auditor', 'demo-oversight'],
  ['reviewer', 'Сәуле Дәуітова', 'reviewer', 'demo-oversight'],
  ['admin', 'Тимур Власов', 'admin', 'demo-operator'],
  ['inspector2', 'Асхат Рахимов', 'inspector', 'demo-police-auezov'],
  ['head2', 'Бауыржан Омаров', 'head', 'demo-police-auezov'],
  ['secretary2', 'Жанна Попова', 'secretary', 'demo-commission-auezov'],
  ['centre2', 'Мәдина Сейтова', 'centre', 'demo-centre-auezov'],
  ['inspector3', 'Данияр Қасымов', 'inspector', 'demo-police-astana'],
]

export type DemoProvider = {
  readonly id: string
  readonly ownerType: 'state' | 'ngo'
  readonly licence: readonly [number: string, from: string, to: string | null]
  readonly accepts: readonly string[]
  readonly childAgeTo: number | null
  readonly places: readonly [adult: number, child: number]
  readonly hours: string
  readonly contact: string
  readonly posts: number
  readonly location: string
}

/** Invented shelters: few places, so that training meets «no place» too. */
export const demoProviders: readonly DemoProvider[] = [
  {
    id: 'demo-centre-almaly',
    ownerType: 'ngo',
    licence: ['ЛЦ-0012', '2025-03-01', '2028-03-01'],
    accepts: ['women', 'elderly', 'disability'],
    childAgeTo: 17,
    places: [4, 6],
    hours: '24/7',
    contact: '+7 700 000 01 01',
    posts: 2,
    location: 'Учебный переулок, 12',
  },
  {
    id: 'demo-centre-auezov',
    ownerType: 'state',
    licence: ['ЛЦ-0044', '2025-01-15', null],
    accepts: ['women', 'men', 'elderly', 'disability'],
    childAgeTo: 17,
    places: [6, 10],
    hours: '24/7',
    contact: '+7 700 000 01 02',
    posts: 3,
    location: 'Учебный проезд, 7',
  },
  {
    id: 'demo-family-almaly',
    ownerType: 'state',
    licence: ['ЛЦ-0101', '2025-06-01', null],
    accepts: ['women', 'men', 'elderly', 'disability'],
    childAgeTo: 17,
    places: [0, 0],
    hours: '09:00–18:00',
    contact: '+7 700 000 01 03',
    posts: 2,
    location: 'Учебная площадь, 1',
  },
  {
    id: 'demo-mobile-almaly',
    ownerType: 'state',
    licence: ['ЛЦ-0102', '2025-06-01', null],
    accepts: ['women', 'men', 'elderly', 'disability'],
    childAgeTo: 17,
    places: [0, 0],
    hours: '09:00–21:00',
    contact: '+7 700 000 01 04',
    posts: 1,
    location: 'Учебная площадь, 1',
  },
]

/** What one worker carries here, by the figures of marac.md sections 1 and 5. */
export const demoLoad = { clients_per_post: 20, referrals_per_post: 100 } as const
