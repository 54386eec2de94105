import { findFeedbackDue } from '../../commands/client/record-feedback.ts'
import { closeReasons } from '../../commands/client/close-client.ts'
import { channelOptions } from '../safe-contact/channel.ts'
import { attemptResults } from '../../domain/referral/contact-attempt.ts'
import { intakeCriteria, serviceCodes } from '../../domain/referral/intake.ts'
import { destinations, followers } from '../../domain/referral/stay.ts'
import type { ClientRow } from '../../storage/client-store.ts'
import { listIntakes } from '../../storage/client-work-store.ts'
import { listProviders, listWorkers } from '../../storage/provider-store.ts'
import { listStayPeople, type StayRow } from '../../storage/stay-store.ts'
import { localDate } from '../../storage/stamp.ts'
import type { FormField, FormSketch } from '../http/form.ts'
import type { Context } from '../http/route.ts'
import { nameIn } from '../referral/names.ts'
import { identityFields } from './identity-fields.ts'
import type { Known } from './known-model.ts'
import type { Person } from './work-model.ts'

type Any = Context<unknown, unknown>
export type Around = {
  readonly known: Known
  readonly people: readonly Person[]
  readonly holding: StayRow | null
}

/** What can be done for a file as it stands, in the order of the work. */
export async function clientForms(context: Any, row: ClientRow, around: Around): Promise<FormSketch[]> {
  if (row.state === 'closed') return []
  const taken = (await listIntakes(context.deps.db.read, row.id)).length > 0
  return [
    attemptForm(context, row),
    intakeForm(context, row, around),
    ...(taken ? [personForm(context, row), ...(await stayForms(context, row, around))] : []),
    ...(taken ? workForms(context, row, around) : []),
    ...(await feedbackForms(context, row)),
    ...(row.case_id === null ? [] : [safetyForm(context, row)]),
    ...(await endForms(context, row)),
  ]
}

function sketch({ t }: Any, row: ClientRow, form: string, fields: readonly FormField[]): FormSketch {
  const title = t(`client-do-${form}`)
  return { form, action: `/clients/${row.id}/${form}`, title, submit: t('client-save'), fields }
}

function attemptForm(context: Any, row: ClientRow): FormSketch {
  const { t } = context
  const channels = channelOptions(t)
  const results = attemptResults.map(value => ({ value, text: t(`attempt-${value}`) }))
  return sketch(context, row, 'attempts', [
    { name: 'tried_at', label: t('attempt-at'), type: 'datetime-local' },
    { name: 'channel', label: t('referral-channel'), type: 'choice', options: channels },
    { name: 'result', label: t('attempt-result'), type: 'choice', options: results },
    { name: 'note', label: t('client-note'), type: 'area' },
  ])
}

function intakeForm(context: Any, row: ClientRow, { known }: Around): FormSketch {
  const { t } = context
  const criteria = intakeCriteria.map(value => ({ value, text: t(`criterion-${value}`) }))
  return sketch(context, row, 'intake', [
    ...identityFields(known.identity, t),
    { name: 'criteria', label: t('intake-criteria'), type: 'ticks', options: criteria },
    { name: 'needs', label: t('intake-needs'), type: 'area' },
    { name: 'documents', label: t('intake-documents'), type: 'text' },
  ])
}

function personForm(context: Any, row: ClientRow): FormSketch {
  const { t } = context
  return sketch(context, row, 'people', [
    { name: 'name', label: t('person-name'), type: 'text' },
    { name: 'born_on', label: t('referral-field-born'), type: 'date' },
    { name: 'note', label: t('person-note'), type: 'area' },
  ])
}

async function stayForms(context: Any, row: ClientRow, { people, holding }: Around): Promise<FormSketch[]> {
  const { deps, t } = context
  const there = holding ? await listStayPeople(deps.db.read, holding.id) : []
  const here = new Set(there.filter(one => one.left_at === null).map(one => one.client_person_id))
  const coming = people.filter(one => !here.has(one.id)).map(one => ({ value: one.id, text: one.text }))
  const alone = coming.length === 1 ? (coming[0]?.value ?? '') : ''
  const admit: FormSketch[] =
    coming.length === 0
      ? []
      : [
          sketch(context, row, 'admit', [
            { name: 'people', label: t('stay-who-comes'), type: 'ticks', options: coming, value: alone },
          ]),
        ]
  if (holding?.state === 'present') return [...admit, dischargeForm(context, row)]
  if (holding) return [...admit, sketch(context, row, 'release', [])]
  const count = (name: string, label: string) => ({ name, label, type: 'text', value: '1' }) as const
  const keep = sketch(context, row, 'keep', [
    count('adults', t('stay-adults')),
    { ...count('children', t('stay-children')), value: '0' },
  ])
  return [...admit, keep]
}

function dischargeForm(context: Any, row: ClientRow): FormSketch {
  const { t } = context
  const none = { value: '', text: '–' }
  return sketch(context, row, 'discharge', [
    { name: 'ended_at', label: t('stay-ended-at'), type: 'datetime-local' },
    {
      name: 'destination',
      label: t('stay-destination'),
      type: 'choice',
      options: [none, ...destinations.map(value => ({ value, text: t(`destination-${value}`) }))],
    },
    {
      name: 'follower',
      label: t('stay-follower'),
      type: 'choice',
      options: [none, ...followers.map(value => ({ value, text: t(`follower-${value}`) }))],
    },
    { name: 'where_to', label: t('stay-where-to'), type: 'text' },
    { name: 'follows', label: t('stay-follows'), type: 'text' },
  ])
}

function workForms(context: Any, row: ClientRow, { people }: Around): FormSketch[] {
  const { t, now } = context
  const persons = people.map(one => ({ value: one.id, text: one.text }))
  const codes = serviceCodes.map(value => ({ value, text: t(`service-${value}`) }))
  return [
    sketch(context, row, 'goals', [
      { name: 'text', label: t('goal-text'), type: 'text' },
      { name: 'who', label: t('goal-who'), type: 'text' },
      { name: 'due_on', label: t('goal-due'), type: 'date' },
    ]),
    sketch(context, row, 'services', [
      { name: 'person', label: t('service-person'), type: 'choice', options: persons },
      { name: 'code', label: t('service-code'), type: 'choice', options: codes },
      { name: 'given_on', label: t('service-on'), type: 'date', value: localDate(now) },
      { name: 'note', label: t('client-note'), type: 'area' },
    ]),
  ]
}

async function feedbackForms(context: Any, row: ClientRow): Promise<FormSketch[]> {
  const { deps, now, t } = context
  if (!(await findFeedbackDue(deps.db.read, row, now))) return []
  return [
    sketch(context, row, 'feedback', [
      { name: 'told', label: t('feedback-told'), type: 'area' },
      { name: 'said', label: t('feedback-said'), type: 'area' },
    ]),
  ]
}

function safetyForm(context: Any, row: ClientRow): FormSketch {
  return sketch(context, row, 'safety', [{ name: 'safety', label: context.t('client-safety'), type: 'area' }])
}

async function endForms(context: Any, row: ClientRow): Promise<FormSketch[]> {
  const { deps, actor, locale, t } = context
  const workers = await listWorkers(deps.db.read, row.organisation_id)
  const all = await listProviders(deps.db.read, { organisation: null, regions: [row.region] })
  const others = all.filter(one => one.id !== actor.organisation && one.closed_on === null)
  const to = others.map(one => ({ value: one.id, text: nameIn(locale, one) }))
  const agreed = [{ value: 'yes', text: t('handover-consented') }]
  return [
    sketch(context, row, 'worker', [
      {
        name: 'worker',
        label: t('client-worker'),
        type: 'choice',
        options: workers.map(one => ({ value: one.id, text: one.display_name })),
        value: row.worker_id ?? '',
      },
    ]),
    sketch(context, row, 'hand-over', [
      { name: 'to', label: t('referral-where-to'), type: 'choice', options: to },
      { name: 'consented', label: t('referral-consented'), type: 'ticks', options: agreed },
    ]),
    sketch(context, row, 'close', [
      {
        name: 'reason',
        label: t('client-close-reason'),
        type: 'choice',
        options: closeReasons.map(value => ({ value, text: t(`client-close-${value}`) })),
      },
    ]),
  ]
}
