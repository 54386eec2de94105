import { cardLanguages } from '../../domain/reference/rights-card.ts'
import { createTranslator, type Locale } from '../../i18n/translator.ts'
import { findEntryInForce } from '../../storage/reference-store.ts'
import { localDate } from '../../storage/stamp.ts'
import type { Context, Reply } from '../http/route.ts'

/** The card in her language, with the telephone of the crisis centre for the reader's district, else for the region. */
export async function rightsCardPage(context: Context<unknown, unknown>, language: Locale): Promise<Reply> {
  const { deps, now } = context
  const t = createTranslator(language)
  const card = await findEntryInForce(deps.db.read, 'rights_card', 'rights_card', localDate(now))
  if (!card) return { kind: 'not_found' }
  const phone = await centrePhone(context)
  return {
    kind: 'page',
    view: 'documents/rights-card',
    model: {
      title: t('card-title'),
      language,
      lines: card.content[`text_${language}`].split('\n').filter(line => line.trim() !== ''),
      centre: phone === '' ? '' : t('card-centre', { phone }),
      languages: cardLanguages.map(code => ({
        code,
        href: `/rights-card/${code}`,
        text: createTranslator(code)(`account-language-${code}`),
        current: code === language,
      })),
    },
  }
}

async function centrePhone({ deps, actor, now }: Context<unknown, unknown>): Promise<string> {
  for (const code of [actor.district, actor.region]) {
    const place = code === null ? undefined : await findEntryInForce(deps.db.read, 'place', code, localDate(now))
    if (place && place.content.centre_phone !== '') return place.content.centre_phone
  }
  return ''
}
