import { readFileSync, writeFileSync } from 'node:fs'
import { bank, instruments, procedure } from '../domain/kz.ts'
import { measureVolume, sayVolume } from './volume.ts'

/** Writes what comes out of docs/volume.md into it again. */
const file = new URL('../../docs/volume.md', import.meta.url)
const definitions = { bank, instruments, procedure }
const [before = '', , after = ''] = readFileSync(file, 'utf8').split(/<!-- drawn -->/)
writeFileSync(file, [before, `\n${sayVolume(measureVolume(definitions), definitions)}\n`, after].join('<!-- drawn -->'))
