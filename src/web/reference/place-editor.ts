import { addPlace } from '../../commands/reference/add-place.ts'
import { correctionField, periodFields, periodOf, plain, type Editor } from './editor.ts'

export const placesEditor: Editor<'place'> = {
  kind: 'place',
  name: 'places',
  columns: ['name_kk', 'name_ru', 'centre_phone'],
  fields: [
    { name: 'code', type: 'text' },
    { name: 'name_kk', type: 'text', lang: 'kk' },
    { name: 'name_ru', type: 'text', lang: 'ru' },
    { name: 'centre_phone', type: 'text' },
    ...periodFields,
    correctionField,
  ],
  summary: ({ content }) => [
    { text: content.name_kk, lang: 'kk' },
    { text: content.name_ru, lang: 'ru' },
    plain(content.centre_phone),
  ],
  fieldsOf: ({ code, content }) => ({ code, ...content }),
  readDraft: fields => {
    const { code = '', name_kk = '', name_ru = '', centre_phone = '' } = fields
    const content = { name_kk, name_ru, centre_phone }
    return { draft: { code: code.trim(), content, ...periodOf(fields) }, faults: [] }
  },
  add: addPlace,
}
