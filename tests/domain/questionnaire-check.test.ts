import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadQuestionnaires, QuestionnaireFaults } from '../../src/questionnaires.ts'
import { damages, incident, kz, odara, spoil, unused } from './questionnaire-damages.ts'

const shipped = new URL('../../questionnaires', import.meta.url).pathname

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pana-questionnaires-'))
  cpSync(shipped, folder, { recursive: true })
  rmSync(join(folder, 'CHECKSUMS'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function faultsOf(): string[] {
  try {
    loadQuestionnaires(folder)
    return []
  } catch (error) {
    if (!(error instanceof QuestionnaireFaults)) throw error
    return error.faults.map(fault => `${fault.code} ${fault.at}`)
  }
}

describe('the check of the questionnaire files', () => {
  it('finds nothing wrong with the files as shipped', () => {
    expect(faultsOf()).toEqual([])
  })

  it.each(damages)('reports %s', (_what, fault, ...spot) => {
    spoil(folder, spot)
    const found = faultsOf()
    expect(
      found.filter(each => each.startsWith(fault)),
      found.join('\n'),
    ).not.toEqual([])
  })

  it('reports a file that is no YAML', () => {
    writeFileSync(join(folder, odara), 'items: [')
    expect(faultsOf()[0]).toMatch(/^not_yaml instruments\/odara\/1\.0\.0\.yaml/)
  })

  it('reports a frozen file that was changed, and one that is gone', () => {
    const sum = createHash('sha256')
      .update(readFileSync(join(folder, odara), 'utf8'))
      .digest('hex')
    writeFileSync(join(folder, 'CHECKSUMS'), `${sum}  ${odara}\n`)
    expect(faultsOf()).toEqual([])
    spoil(folder, [odara, 'purpose.en', 'Another purpose'])
    expect(faultsOf()).toEqual([`frozen_file_changed_copy_to_new_version ${odara}`])
    writeFileSync(join(folder, 'CHECKSUMS'), `${sum}  instruments/odara/0.9.0.yaml\n`)
    expect(faultsOf()).toEqual(['frozen_file_missing instruments/odara/0.9.0.yaml'])
  })

  it('reports faults of several files together', () => {
    spoil(folder, [incident, 'items.+', unused])
    spoil(folder, [odara, 'bands.2.min', 1])
    spoil(folder, [kz, 'rules.base_factors.unless_scored', 'odar'])
    writeFileSync(join(folder, 'CHECKSUMS'), `${'0'.repeat(64)}  ${kz}\n`)
    expect(faultsOf().map(each => each.split(' ')[0])).toEqual([
      'unused_item',
      'bands_not_rising',
      'unknown_instrument',
      'frozen_file_changed_copy_to_new_version',
    ])
  })

  it('reports a version that two files hold', () => {
    cpSync(join(folder, odara), join(folder, 'instruments/odara/copy.yaml'))
    expect(faultsOf()).toEqual([
      'file_misplaced instruments/odara/copy.yaml: belongs at instruments/odara/1.0.0.yaml',
      'duplicate_version instrument odara 1.0.0',
    ])
  })

  it('reports missing languages of several files together', () => {
    spoil(folder, [incident, 'items.0.text.kk', undefined])
    spoil(folder, [odara, 'title.en', undefined])
    spoil(folder, [kz, 'measures.3.text.ru', undefined])
    expect(faultsOf().map(each => each.split(/[ :]/)[2])).toEqual(['items.0.text.kk', 'title.en', 'measures.3.text.ru'])
  })
})
