import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { writeCrosswalk } from '../../src/cli/crosswalk.ts'
import type { Instrument } from '../../src/domain/questionnaire/instrument.ts'
import { bank, instruments, procedure } from '../domain/kz.ts'

describe('docs/crosswalk.md', () => {
  const written = writeCrosswalk({ bank, instruments, procedure })

  it('is what the questionnaire files say now (pana questionnaires crosswalk > docs/crosswalk.md)', () => {
    expect(readFileSync(new URL('../../docs/crosswalk.md', import.meta.url), 'utf8')).toBe(written)
  })

  it('names every item of every instrument and prints every difference of definition', () => {
    for (const item of instruments.flatMap((each): readonly Instrument['items'][number][] => each.items)) {
      expect(written).toContain(`\`${item.code}\` ${item.text.en}`)
      if (item.differs) expect(written).toContain(item.differs.en)
    }
  })
})
