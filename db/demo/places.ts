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
