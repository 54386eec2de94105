import { expect, test } from 'vitest'
import { workKinds } from '../../src/domain/follow-up/work-item.ts'
import { createTranslator, locales } from '../../src/i18n/translator.ts'

test.each(locales)('every kind of work has its words in %s', locale => {
  const t = createTranslator(locale)
  for (const kind of workKinds) if (kind !== 'measure') expect(t(`work-${kind}`), kind).not.toBe('')
})
