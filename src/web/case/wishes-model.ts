import { knowsWishes, tierFor } from '../../domain/access/decide.ts'
import { permits } from '../../domain/access/roles.ts'
import type { Answer } from '../../domain/questionnaire/answer.ts'
import type { SafeContact } from '../../domain/questionnaire/answer-value.ts'
import { sharingAgencies, sharingGround } from '../../domain/case/consent.ts'
import { isShredded, openCase, type CaseRow, type OpenedCase } from '../../storage/case-store.ts'
import { consentEvents, listConsents, listOverrides, overridesOf } from '../../storage/consent-store.ts'
import type { Translate } from '../../i18n/translator.ts'
import type { Context } from '../http/route.ts'
import { sayChannel } from '../safe-contact/channel.ts'

type Any = Context<unknown, unknown>
const unknown = { knows: false, wishes: '', fears: '', talk: '', rule: '', phone: '', told: '', untold: '', more: '' }

/**
 * The first block of every page of a case: what she wants, whom she fears, whom to talk to, how to reach her safely, and
 * who may be told. The number itself stands on the page from which she is called.
 */
export async function wishesModel(context: Any, one: CaseRow, { calls = false } = {}) {
  const { deps, actor, t } = context
  const tier = tierFor(actor, 'case.view', one)
  const erased = await isShredded(deps.db.read, one.key_id)
  if (erased || tier === null || !knowsWishes(actor, tier)) return unknown
  const { contact, ...told } = await openCase(deps.db, one)
  return {
    knows: true,
    ...told,
    rule: sayRule(contact, t),
    phone: calls && tier >= 3 ? (contact?.phone ?? '') : '',
    ...(await sharingModel(context, one)),
    more: permits(actor.role, 'consent.view') ? `/cases/${one.id}/consent` : '',
  }
}

/** The same from one interview alone. */
export function wishesTold({ t }: Any, answers: Readonly<Record<string, Answer>>) {
  const text = (item: string) => String(answers[item]?.value ?? '')
  const contact = (answers['safe_contact']?.value ?? null) as SafeContact | null
  const untold = sharingAgencies.map(agency => t(`organisation-kind-${agency}`)).join(', ')
  return { ...unknown, knows: true, wishes: text('wishes'), fears: text('fears'), rule: sayRule(contact, t), untold }
}

/** How she may be reached; empty where nothing was asked. */
export function sayRule(contact: OpenedCase['contact'], t: Translate): string {
  if (contact === null) return ''
  return [sayChannel(contact.channel, t), contact.hours, contact.who_hears].filter(part => part !== '').join(' · ')
}

async function sharingModel({ deps, now, t }: Any, one: CaseRow) {
  const events = consentEvents(await listConsents(deps.db.read, one.id))
  const overrides = overridesOf(await listOverrides(deps.db.read, one.id))
  const all = sharingAgencies.map(agency => {
    const ground = sharingGround(events, overrides, agency, now)
    const name = t(`organisation-kind-${agency}`)
    return { ground, text: ground === null ? name : t(`sharing-by-${ground}`, { agency: name }) }
  })
  const list = (shared: boolean) => all.filter(({ ground }) => (ground !== null) === shared).map(each => each.text)
  return { told: list(true).join(', '), untold: list(false).join(', ') }
}
