import { consentFor, sharingAgencies } from '../../domain/case/consent.ts'
import { tableBlock, textBlocks, type PrintedDocument } from '../../documents/printed-document.ts'
import { formatDate, formatDocumentDate } from '../../i18n/formats.ts'
import { createTranslator, type Translate } from '../../i18n/translator.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import { consentEvents, listConsents } from '../../storage/consent-store.ts'
import { findPerson, openPerson } from '../../storage/person-store.ts'
import { toStamp } from '../../storage/stamp.ts'
import type { Dependencies } from '../dependencies.ts'

export const formLanguages = ['kk', 'ru'] as const
export type FormLanguage = (typeof formLanguages)[number]

/** The office's copy of her consent, in its own language whatever the reader's is. */
export async function officeCopy(
  { db, now }: Pick<Dependencies, 'db'> & { readonly now: Temporal.Instant },
  one: CaseRow,
  language: FormLanguage,
): Promise<PrintedDocument> {
  const t = createTranslator(language)
  const events = consentEvents(await listConsents(db.read, one.id))
  const head = [t('consent-form-agency'), t('consent-form-agrees'), t('consent-form-refuses')]
  const rows = sharingAgencies.map(agency => {
    const said = consentFor(events, agency, now)
    const refused = said === 'refused' || said === 'withdrawn'
    return [t(`organisation-kind-${agency}`), box(said === 'given'), box(refused)]
  })
  const facts = [
    { name: t('sheet-case'), value: one.number },
    { name: t('consent-form-person'), value: await namePerson({ db }, one.victim_id, language) },
    { name: t('consent-form-date'), value: formatDocumentDate(toStamp(now), language) },
  ]
  return {
    language,
    mark: t('sheet-mark'),
    title: t('consent-form-title'),
    blocks: [
      { kind: 'facts', facts },
      ...textBlocks(t('consent-form-told'), t('consent-form-purpose')),
      ...tableBlock(t('consent-form-caption'), head, rows),
      ...rightsAndSignature(t),
      { kind: 'facts', facts: [{ name: t('consent-form-officer'), value: line }] },
    ],
    footer: t('consent-form-footer'),
  }
}

/**
 * Her own copy. Whoever finds it must not learn from it that there is a case: no number, no name, no organisation, and
 * nobody who printed it.
 */
export function ownCopy(language: FormLanguage): PrintedDocument {
  const t = createTranslator(language)
  return {
    language,
    mark: '',
    title: t('consent-form-title'),
    blocks: [...textBlocks(t('consent-form-told')), ...rightsAndSignature(t)],
    footer: '',
  }
}

const line = '____________________'

function rightsAndSignature(t: Translate) {
  const rights = [t('consent-form-free'), t('consent-form-withdraw'), t('consent-form-ask')]
  const facts = [
    { name: t('consent-form-signed'), value: line },
    { name: t('consent-form-date'), value: line },
  ]
  return [{ kind: 'list', items: rights } as const, { kind: 'facts', facts } as const]
}

function box(ticked: boolean): string {
  return ticked ? '☑' : '☐'
}

async function namePerson({ db }: Pick<Dependencies, 'db'>, id: string, language: FormLanguage): Promise<string> {
  const row = await findPerson(db.read, id)
  if (!row) return ''
  const { surname, given_name, patronymic, born_on } = await openPerson(db, row)
  const name = [surname, given_name, patronymic].filter(part => part !== '').join(' ')
  return born_on === '' ? name : `${name}, ${formatDate(born_on, language)}`
}
