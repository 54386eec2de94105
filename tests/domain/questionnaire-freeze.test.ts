import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  activeProcedure,
  checksumsOf,
  faultsOfUse,
  loadQuestionnaires,
  QuestionnaireFaults,
  type Questionnaires,
} from '../../src/questionnaires.ts'

const shipped = new URL('../../questionnaires', import.meta.url).pathname
const odara = 'instruments/odara/1.0.0.yaml'
const kz = 'procedures/kz/1.0.0.yaml'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pana-freeze-'))
  cpSync(shipped, folder, { recursive: true })
  rmSync(join(folder, 'CHECKSUMS'), { force: true })
})
afterEach(() => rmSync(folder, { recursive: true }))

function rewrite(file: string, change: (text: string) => string, to = file): void {
  const text = change(readFileSync(join(folder, file), 'utf8'))
  mkdirSync(dirname(join(folder, to)), { recursive: true })
  writeFileSync(join(folder, to), text)
}

function faultsOf(): string[] {
  try {
    loadQuestionnaires(folder)
    return []
  } catch (error) {
    if (!(error instanceof QuestionnaireFaults)) throw error
    return error.faults.map(fault => `${fault.code} ${fault.at}`)
  }
}

function setVersion(version: string) {
  return (text: string) => text.replace(/^version: .*$/m, `version: ${version}`)
}

describe('frozen questionnaire files', () => {
  beforeEach(() => writeFileSync(join(folder, 'CHECKSUMS'), checksumsOf(folder)))

  it('may be copied to a new version', () => {
    expect(faultsOf()).toEqual([])
    rewrite(kz, setVersion('1.1.0'), 'procedures/kz/1.1.0.yaml')
    expect(faultsOf()).toEqual([])
  })

  it('may not change by a single byte, and all changes are told at once', () => {
    rewrite(odara, text => `${text} `)
    rewrite('items/1.0.0/victim.yaml', text => `${text}\n`)
    rmSync(join(folder, kz))
    expect(faultsOf().filter(fault => fault.startsWith('frozen_'))).toEqual([
      'frozen_file_changed_copy_to_new_version items/1.0.0/victim.yaml',
      'frozen_file_changed_copy_to_new_version instruments/odara/1.0.0.yaml',
      'frozen_file_missing procedures/kz/1.0.0.yaml',
    ])
  })

  it('tell in words which file it is and what to do', () => {
    rewrite(odara, text => `${text} `)
    expect(() => loadQuestionnaires(folder)).toThrow(
      `${odara} is frozen and has changed; put its text back, and write the change into a copy with a new version`,
    )
  })

  it('make a bank that takes no new file', () => {
    writeFileSync(join(folder, 'items/1.0.0/more.yaml'), 'version: 1.0.0\norder: 9\nblocks: []\nitems: []\n')
    expect(faultsOf()).toContain('file_added_to_frozen_bank items/1.0.0/more.yaml')
  })

  it('are listed as the usual tool for checksums reads them', () => {
    const lines = checksumsOf(folder).trimEnd().split('\n')
    const files = globSync('{items,instruments,procedures}/**/*.yaml', { cwd: folder })
    expect(lines.map(line => line.slice(66)).sort()).toEqual(files.sort())
    for (const line of lines) expect(line).toMatch(/^[0-9a-f]{64} {2}\S+$/)
  })
})

describe('versions that judged a stored assessment', () => {
  const use = (all: Questionnaires) => {
    const [bank, procedure] = [all.banks[0]!, all.procedures[0]!]
    const instruments = all.instruments.map(({ definition, sha256 }) => {
      return { kind: 'instrument', name: definition.instrument, version: definition.version, sha256 }
    })
    return [
      { kind: 'bank', name: 'bank', version: bank.definition.version, sha256: bank.sha256 },
      { kind: 'procedure', name: 'kz', version: procedure.definition.version, sha256: procedure.sha256 },
      ...instruments,
    ]
  }

  it('are no fault while their files are what they were', () => {
    const before = loadQuestionnaires(folder)
    rewrite(kz, setVersion('1.1.0'), 'procedures/kz/1.1.0.yaml')
    expect(faultsOfUse(loadQuestionnaires(folder), use(before))).toEqual([])
  })

  it('are named when a file has changed or is gone', () => {
    const used = use(loadQuestionnaires(folder))
    rewrite(odara, text => `${text}\n`)
    rewrite('items/1.0.0/victim.yaml', text => `${text}\n`)
    const gone = { kind: 'procedure', name: 'kz', version: '0.9.0', sha256: '0'.repeat(64) }
    expect(faultsOfUse(loadQuestionnaires(folder), [...used, gone])).toEqual([
      { code: 'used_file_changed', at: 'items/1.0.0/' },
      { code: 'used_file_changed', at: odara },
      { code: 'used_file_missing', at: 'procedures/kz/0.9.0.yaml' },
    ])
  })
})

describe('the procedure in force', () => {
  function activate(...lines: readonly [from: string, procedure: string, version: string][]): void {
    const text = lines.map(
      ([from, procedure, version]) => `- { from: ${from}, procedure: ${procedure}, version: ${version} }\n`,
    )
    writeFileSync(join(folder, 'ACTIVE.yaml'), text.join(''))
  }

  function activeOn(date: string): string {
    const { procedure } = activeProcedure(loadQuestionnaires(folder), date)
    return `${procedure.procedure} ${procedure.version}`
  }

  function addProcedure(name: string, version: string): void {
    rewrite(
      kz,
      text => setVersion(version)(text).replace(/^procedure: kz$/m, `procedure: ${name}`),
      `procedures/${name}/${version}.yaml`,
    )
  }

  it('is the newest version of the only procedure, by number and not by letter', () => {
    addProcedure('kz', '1.9.0')
    addProcedure('kz', '1.10.0')
    expect(activeOn('2026-11-23')).toBe('kz 1.10.0')
  })

  it('is the one that ACTIVE.yaml names for the date', () => {
    addProcedure('kz', '1.1.0')
    addProcedure('pilot', '3.0.0')
    activate(['2027-03-01', 'kz', '1.1.0'], ['2026-01-01', 'kz', '1.0.0'], ['2027-01-01', 'pilot', '3.0.0'])
    const dates = ['2026-12-31', '2027-01-01', '2027-02-28', '2027-03-01']
    expect(dates.map(activeOn)).toEqual(['kz 1.0.0', 'pilot 3.0.0', 'pilot 3.0.0', 'kz 1.1.0'])
  })

  it('is before the first date the first one', () => {
    addProcedure('pilot', '3.0.0')
    activate(['2026-01-01', 'kz', '1.0.0'], ['2027-01-01', 'pilot', '3.0.0'])
    expect(activeOn('2025-12-31')).toBe('kz 1.0.0')
  })

  it('must be named where procedures have different names', () => {
    addProcedure('pilot', '3.0.0')
    expect(faultsOf()).toEqual(['no_active_procedure ACTIVE.yaml kz pilot'])
  })

  it('must be among the files, and one for each date', () => {
    activate(['2026-01-01', 'kz', '1.0.0'], ['2026-01-01', 'kz', '2.0.0'])
    expect(faultsOf()).toEqual([
      'unknown_procedure ACTIVE.yaml 2026-01-01 kz 2.0.0',
      'duplicate_date ACTIVE.yaml 2026-01-01 kz 2.0.0',
    ])
  })
})
