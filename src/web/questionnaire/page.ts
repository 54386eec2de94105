import { activeProcedure, type Definition } from '../../questionnaires.ts'
import { formatDate, formatDateTime } from '../../i18n/formats.ts'
import { listDefinitionUses, type DefinitionUse } from '../../storage/questionnaire-store.ts'
import { localDate } from '../../storage/stamp.ts'
import type { Context, Reply } from '../http/route.ts'

type Any = Context<unknown, unknown>
type Version = { readonly version: string }
type Uses = readonly DefinitionUse[]

/** Every loaded file with its hash, whether it has judged a case, and which procedure is in force when. */
export async function questionnairesPage(context: Any): Promise<Reply> {
  const { deps, locale, t } = context
  const uses = await listDefinitionUses(deps.db.read)
  return {
    kind: 'page',
    view: 'questionnaire/list',
    model: {
      title: t('questionnaires-title'),
      groups: [
        { title: t('questionnaires-procedures'), rows: procedureRows(context, uses) },
        { title: t('questionnaires-banks'), rows: bankRows(context, uses) },
        { title: t('questionnaires-instruments'), rows: instrumentRows(context, uses) },
      ],
      activations: deps.questionnaires.activations.map(each =>
        t('questionnaires-from', { date: formatDate(each.from, locale), name: `${each.procedure} ${each.version}` }),
      ),
    },
  }
}

type Named = { readonly kind: string; readonly name: string; readonly text: string; readonly href: string }

function rowOf<T extends Version>(context: Any, uses: Uses, { definition, sha256 }: Definition<T>, named: Named) {
  const { version } = definition
  const href = `/questionnaires/${named.href}/${version}`
  return { name: named.text, href, version, hash: sha256, force: '', use: sayUse(context, uses, named, version) }
}

function procedureRows(context: Any, uses: Uses) {
  const { deps, locale, t, now } = context
  const active = activeProcedure(deps.questionnaires, localDate(now))
  return deps.questionnaires.procedures.map(each => {
    const { procedure: name, title } = each.definition
    const named = { kind: 'procedure', name, text: `${title[locale]} (${name})`, href: `procedures/${name}` }
    const force = each.definition === active.procedure ? t('questionnaires-in-force') : ''
    return { ...rowOf(context, uses, each, named), force }
  })
}

function bankRows(context: Any, uses: Uses) {
  return context.deps.questionnaires.banks.map(each => {
    const text = context.t('questionnaires-bank', { count: each.definition.items.length })
    return rowOf(context, uses, each, { kind: 'bank', name: 'bank', text, href: 'banks' })
  })
}

function instrumentRows(context: Any, uses: Uses) {
  return context.deps.questionnaires.instruments.map(each => {
    const { instrument: name, title } = each.definition
    const named = { kind: 'instrument', name, text: title[context.locale], href: `instruments/${name}` }
    return rowOf(context, uses, each, named)
  })
}

function sayUse({ locale, t }: Any, uses: Uses, { kind, name }: Named, version: string): string {
  const use = uses.find(each => each.kind === kind && each.name === name && each.version === version)
  if (!use) return t('questionnaires-unused')
  return t('questionnaires-used', { at: formatDateTime(use.first_used_at, locale) })
}
