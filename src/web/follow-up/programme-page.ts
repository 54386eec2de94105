import { programmeEndings, programmeKinds } from '../../domain/follow-up/programme.ts'
import { permits } from '../../domain/access/roles.ts'
import { formatDate } from '../../i18n/formats.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import { listProgrammes, listSessions, type ProgrammeRow } from '../../storage/programme-store.ts'
import { formPage, type FormSketch, type Typed } from '../http/form.ts'
import type { Context, Reply } from '../http/route.ts'

type Any = Context<unknown, unknown>

/** The programmes of the perpetrator, each with its sessions, and the forms by which they are told. */
export async function programmesPage(context: Any, one: CaseRow, typed: Typed | null): Promise<Reply> {
  const { deps, actor, t } = context
  const rows = await listProgrammes(deps.db.read, one.id)
  const records = permits(actor.role, 'programme.record')
  const open = rows.filter(row => row.ended_on === null)
  const sketches = records ? [referForm(context, one.id), ...open.flatMap(row => programmeForms(context, row))] : []
  return formPage(context, typed, {
    view: 'follow-up/programmes',
    at: `/cases/${one.id}/programmes`,
    read: { region: one.region, subject: `case:${one.id}` },
    model: {
      title: t('programmes-title', { number: one.number }),
      back: `/cases/${one.id}`,
      rows: await Promise.all(rows.map(row => programmeModel(context, row))),
    },
    forms: sketches,
  })
}

async function programmeModel({ deps, locale, t }: Any, row: ProgrammeRow) {
  const sessions = await listSessions(deps.db.read, row.id)
  const missed = sessions.filter(each => each.attended === 0).length
  return {
    kind: t(`programme-kind-${row.kind}`),
    referred: t('programme-referred', { date: formatDate(row.referred_on, locale) }),
    started: row.started_on === null ? '' : t('programme-started', { date: formatDate(row.started_on, locale) }),
    ended:
      row.ended_on === null || row.ending === null
        ? ''
        : `${t(`programme-ending-${row.ending}`)} ${formatDate(row.ended_on, locale)}`,
    sessions: t('programme-sessions', { count: sessions.length, missed }),
  }
}

function referForm({ t }: Any, caseId: string): FormSketch {
  const options = programmeKinds.map(value => ({ value, text: t(`programme-kind-${value}`) }))
  return {
    form: 'programme',
    action: `/cases/${caseId}/programmes`,
    title: t('programme-refer'),
    submit: t('programme-save'),
    fields: [
      { name: 'kind', label: t('programme-kind'), type: 'choice', options },
      { name: 'referred_on', label: t('programme-referred-on'), type: 'date' },
    ],
  }
}

function programmeForms({ t }: Any, row: ProgrammeRow): FormSketch[] {
  const name = t(`programme-kind-${row.kind}`)
  const attended = (['yes', 'no'] as const).map(value => ({ value, text: t(`programme-attended-${value}`) }))
  const endings = programmeEndings.map(value => ({ value, text: t(`programme-ending-${value}`) }))
  return [
    {
      form: `session-${row.id}`,
      action: `/programmes/${row.id}/sessions`,
      title: `${t('programme-session')}: ${name}`,
      submit: t('programme-save'),
      fields: [
        { name: 'held_on', label: t('programme-held-on'), type: 'date' },
        { name: 'attended', label: t('programme-attended'), type: 'choice', options: attended },
      ],
    },
    {
      form: `ending-${row.id}`,
      action: `/programmes/${row.id}/end`,
      title: `${t('programme-end')}: ${name}`,
      submit: t('programme-save'),
      fields: [
        { name: 'ended_on', label: t('programme-ended-on'), type: 'date' },
        { name: 'ending', label: t('programme-ending'), type: 'choice', options: endings },
      ],
    },
  ]
}
