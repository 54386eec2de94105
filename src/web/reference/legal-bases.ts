import { addLegalBasis } from '../../commands/reference/add-legal-basis.ts'
import { correctionField, isTicked, periodFields, periodOf, plain, type Editor } from './editor.ts'

export const legalBasesEditor: Editor<'legal_basis'> = {
  kind: 'legal_basis',
  name: 'legal-bases',
  columns: ['text_kk', 'text_ru', 'source'],
  fields: [
    { name: 'code', type: 'text' },
    { name: 'text_kk', type: 'lines', lang: 'kk' },
    { name: 'text_ru', type: 'lines', lang: 'ru' },
    { name: 'source', type: 'text' },
    { name: 'verified', type: 'tick' },
    ...periodFields,
    correctionField,
  ],
  summary: ({ content }) => [
    { text: content.text_kk, lang: 'kk' },
    { text: content.text_ru, lang: 'ru' },
    plain(content.source),
  ],
  fieldsOf: ({ code, content }) => ({
    code,
    text_kk: content.text_kk,
    text_ru: content.text_ru,
    source: content.source,
    verified: content.verified ? 'yes' : '',
  }),
  readDraft: fields => {
    const { code = '', text_kk = '', text_ru = '', source = '' } = fields
    const content = { text_kk, text_ru, source, verified: isTicked(fields['verified']) }
    return { draft: { code: code.trim(), content, ...periodOf(fields) }, faults: [] }
  },
  add: addLegalBasis,
}
