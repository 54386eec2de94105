import { definitionsOf } from '../../commands/assessment/definitions.ts'
import type { Fact, PrintedDocument } from '../../documents/printed-document.ts'
import { formatDate, formatDateTime, formatDocumentDate } from '../../i18n/formats.ts'
import { createTranslator, type Translate } from '../../i18n/translator.ts'
import { findAccount } from '../../storage/account-store.ts'
import { openAssessment, type AssessmentRow } from '../../storage/assessment-store.ts'
import type { CaseRow } from '../../storage/case-store.ts'
import type { Database } from '../../storage/database.ts'
import { listCaseMeasures } from '../../storage/measure-store.ts'
import { findOrganisation } from '../../storage/organisation-store.ts'
import { findPerson, openPerson } from '../../storage/person-store.ts'
import type { PrintedSheet } from '../../storage/printed-sheet-store.ts'
import { listEntries } from '../../storage/reference-store.ts'
import type { Dependencies } from '../dependencies.ts'
import { listJudgedSummaries } from './judged-summary.ts'
import { sheetBlocks } from './sheet-model.ts'

type Language = PrintedSheet['language']

/** The whole sheet as it was numbered, in its own language whatever the reader's is. */
export async function sheetDocument(
  { db, questionnaires }: Pick<Dependencies, 'db' | 'questionnaires'>,
  sheet: PrintedSheet,
  row: AssessmentRow,
  one: CaseRow,
): Promise<PrintedDocument> {
  const { language } = sheet
  const t = createTranslator(language)
  const definitions = definitionsOf(questionnaires, row.procedure_name, row.procedure_version)
  const measures = await listCaseMeasures(db.read, one.id)
  const bases = await listEntries(db.read, 'legal_basis')
  const relationship = definitions.bank.items.find(item => item.code === 'relationship')
  const options = relationship?.type === 'choice' ? relationship.options : []
  const relation = options.find(option => option.code === one.relationship)?.text[language] ?? one.relationship
  const blocks = sheetBlocks({
    language,
    t,
    row,
    definitions,
    opened: await openAssessment(db, row),
    measures: measures.filter(measure => sheet.measures.includes(measure.id)),
    bases: bases.filter(basis => sheet.legal_bases.includes(basis.id)),
    judged: await listJudgedSummaries(db, row, definitions, { locale: language, t }),
  })
  const facts = await headFacts(db, sheet, row, one, relation, t)
  const signature = { kind: 'facts', facts: signatureFacts(facts.officer, t) } as const
  return {
    language,
    mark: t('sheet-mark'),
    title: t('sheet-title'),
    blocks: [{ kind: 'facts', facts: facts.list }, ...blocks, signature],
    footer: t('sheet-footer', { number: sheet.number, who: facts.printer, at: facts.printed }),
  }
}

async function headFacts(
  db: Database,
  sheet: PrintedSheet,
  row: AssessmentRow,
  one: CaseRow,
  relation: string,
  t: Translate,
) {
  const { language } = sheet
  const officer = await nameAccount(db, row.submitted_by, language, t)
  const printer = await nameAccount(db, sheet.printed_by, language, t)
  const printed = formatDateTime(sheet.printed_at, language)
  const assessed = `${formatDocumentDate(row.submitted_at, language)}, ${formatDateTime(row.submitted_at, language).slice(-5)}`
  const list: Fact[] = [
    { name: t('sheet-number'), value: sheet.number },
    { name: t('sheet-case'), value: one.number },
    { name: t('sheet-assessed'), value: assessed },
    { name: t('sheet-officer'), value: officer },
    { name: t('person-victim'), value: await namePerson(db, one.victim_id, language) },
    { name: t('person-perpetrator'), value: await namePerson(db, one.perpetrator_id, language) },
    { name: t('sheet-relationship'), value: relation },
    { name: t('sheet-printed'), value: `${printer}, ${printed}` },
  ]
  return { list, officer, printer, printed }
}

function signatureFacts(officer: string, t: Translate): Fact[] {
  return [
    { name: t('sheet-signed-officer'), value: `${officer}  ____________________` },
    { name: t('sheet-signed-head'), value: '____________________' },
  ]
}

async function nameAccount(db: Database, id: string, language: Language, t: Translate): Promise<string> {
  const account = await findAccount(db.read, id)
  if (!account) return id
  const organisation = await findOrganisation(db.read, account.organisation_id)
  const unit = organisation?.[`name_${language}`] ?? ''
  return [account.display_name, t(`role-${account.role}`), unit].filter(part => part !== '').join(', ')
}

async function namePerson(db: Database, id: string, language: Language): Promise<string> {
  const row = await findPerson(db.read, id)
  if (!row) return ''
  const person = await openPerson(db, row)
  const name = [person.surname, person.given_name, person.patronymic].filter(part => part !== '').join(' ')
  return person.born_on ? `${name}, ${formatDate(person.born_on, language)}` : name
}
