import { permits } from '../../domain/access/roles.ts'
import {
  consentFor,
  consentStates,
  overrideGrounds,
  sharingAgencies,
  sharingGround,
} from '../../domain/case/consent.ts'
import { formatDateTime } from '../../i18n/formats.ts'
import { findAccount } from '../../storage/account-store.ts'
import { isShredded, openCase, type CaseRow, type OpenedCase } from '../../storage/case-store.ts'
import {
  consentEvents,
  listConsents,
  listOverrides,
  openOverride,
  overridesOf,
  type OverrideRow,
} from '../../storage/consent-store.ts'
import { wishesModel } from '../case/wishes-model.ts'
import { formLanguages } from '../consent-form/page.ts'
import { formPage, type FormSketch, type Typed } from '../http/form.ts'
import type { Context, Reply } from '../http/route.ts'
import type { Translate } from '../../i18n/translator.ts'

type Any = Context<unknown, unknown>

/** Agency by agency: what she said last, and on what ground something may be shared now. */
export async function consentPage(context: Any, one: CaseRow, typed: Typed | null): Promise<Reply> {
  const { deps, now, t } = context
  const rows = await listConsents(deps.db.read, one.id)
  const overrides = await listOverrides(deps.db.read, one.id)
  const events = consentEvents(rows)
  return formPage(context, typed, {
    view: 'consent/consent',
    at: `/cases/${one.id}/consent`,
    read: { region: one.region, subject: `case:${one.id}` },
    model: {
      title: t('consent-title', { number: one.number }),
      back: `/cases/${one.id}`,
      ...(await wishesModel(context, one)),
      agencies: sharingAgencies.map(agency => {
        const ground = sharingGround(events, overridesOf(overrides), agency, now)
        return {
          agency: t(`organisation-kind-${agency}`),
          state: t(`consent-${consentFor(events, agency, now)}`),
          ground: ground === null ? t('consent-no-sharing') : t(`consent-ground-${ground}`),
          shared: ground !== null,
        }
      }),
      overrides: await Promise.all(overrides.map(row => overrideModel(context, one, row))),
      papers: papersOf(context, one),
    },
    forms: await sketchesOf(context, one),
  })
}

/** The form to be signed and her own copy, in each language of documents. */
function papersOf({ t }: Any, one: CaseRow) {
  return formLanguages.flatMap(language =>
    (['office', 'own'] as const).map(copy => ({
      href: `/cases/${one.id}/consent-form/${copy}/${language}`,
      text: t(`consent-paper-${copy}-${language}`),
    })),
  )
}

async function overrideModel({ deps, locale, t }: Any, one: CaseRow, row: OverrideRow) {
  const by = (await findAccount(deps.db.read, row.authorised_by))?.display_name ?? ''
  return {
    head: t('consent-override-line', {
      agency: t(`organisation-kind-${row.agency}`),
      ground: t(`override-ground-${row.ground}`),
      at: formatDateTime(row.recorded_at, locale),
      by,
    }),
    until: row.ends_at === null ? '' : t('consent-override-until', { at: formatDateTime(row.ends_at, locale) }),
    reason: await openOverride(deps.db, one.key_id, row),
  }
}

async function sketchesOf({ deps, actor, t }: Any, one: CaseRow): Promise<FormSketch[]> {
  if (one.state !== 'open' || (await isShredded(deps.db.read, one.key_id))) return []
  const agencies = sharingAgencies.map(value => ({ value, text: t(`organisation-kind-${value}`) }))
  const states = consentStates.map(value => ({ value, text: t(`consent-${value}`) }))
  const grounds = overrideGrounds.map(value => ({ value, text: t(`override-ground-${value}`) }))
  const whom = { name: 'agency', label: t('consent-agency'), type: 'choice', options: agencies } as const
  const path = `/cases/${one.id}/consent`
  const consent: FormSketch = {
    form: 'consent',
    action: path,
    title: t('consent-add'),
    submit: t('consent-save'),
    fields: [whom, { name: 'state', label: t('consent-said'), type: 'choice', options: states }],
  }
  const override: FormSketch = {
    form: 'override',
    action: `${path}/override`,
    title: t('consent-override-add'),
    submit: t('consent-override-save'),
    fields: [
      whom,
      { name: 'ground', label: t('consent-ground'), type: 'choice', options: grounds },
      { name: 'reason', label: t('consent-reason'), type: 'area' },
      { name: 'ends_on', label: t('consent-ends-on'), type: 'date' },
    ],
  }
  const own = [wishesSketch(await openCase(deps.db, one), `/cases/${one.id}/wishes`, t), consent]
  return permits(actor.role, 'consent.override') ? [...own, override] : own
}

function wishesSketch(known: OpenedCase, action: string, t: Translate): FormSketch {
  const labels = { wishes: t('she-wants'), fears: t('she-fears'), talk: t('wishes-talk') }
  const names = ['wishes', 'fears', 'talk'] as const
  const fields = names.map(name => ({ name, label: labels[name], type: 'area' as const, value: known[name] }))
  return { form: 'wishes', action, title: t('wishes-record'), submit: t('consent-save'), fields }
}
