import { readConfig } from '../config.ts'
import { hasKeyFiles, openKeyFiles } from '../storage/key-files.ts'
import { exitStatus, readArguments, type Command } from './command.ts'

export const makeKeys: Command = {
  name: 'make-keys',
  forms: ['make-keys'],
  about: `Makes the keys of a new installation in PANA_KEY_DIR. Keys that lie there already are never touched: status 1.`,
  run: (args, { env, stdout, stderr }) => {
    readArguments(args, {})
    const { keyDir } = readConfig(env)
    if (hasKeyFiles(keyDir)) {
      stderr.write('keys lie there already; a second set would open nothing\n')
      return exitStatus.foundWrong
    }
    openKeyFiles(keyDir, true)
    stdout.write(`keys made in ${keyDir}: copy them to a safe place apart from the data\n`)
    return exitStatus.done
  },
}
