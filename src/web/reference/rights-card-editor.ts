import { addRightsCard } from '../../commands/reference/add-rights-card.ts'
import { correctionField, periodOf, type Editor } from './editor.ts'

export const rightsCardEditor: Editor<'rights_card'> = {
  kind: 'rights_card',
  name: 'rights-card',
  columns: ['text_kk', 'text_ru', 'text_en'],
  fields: [
    { name: 'text_kk', type: 'lines', lang: 'kk' },
    { name: 'text_ru', type: 'lines', lang: 'ru' },
    { name: 'text_en', type: 'lines', lang: 'en' },
    { name: 'valid_from_on', type: 'date' },
    correctionField,
  ],
  summary: ({ content }) => [
    { text: content.text_kk, lang: 'kk' },
    { text: content.text_ru, lang: 'ru' },
    { text: content.text_en, lang: 'en' },
  ],
  fieldsOf: ({ content }) => content,
  readDraft: fields => {
    const { text_kk = '', text_ru = '', text_en = '' } = fields
    const draft = { code: 'rights_card', content: { text_kk, text_ru, text_en }, ...periodOf(fields) }
    return { draft, faults: [] }
  },
  add: addRightsCard,
}
