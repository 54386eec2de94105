import {
  backup as copyData,
  backupKeys as copyKeys,
  refuseFilledTargets,
  restore as putData,
  restoreKeys as putKeys,
} from '../storage/backup.ts'
import { engineOptionsOf, keyOptionsOf } from '../storage/database.ts'
import { openKeyTable } from '../storage/key-table.ts'
import { openEngine } from '../storage/portable.ts'
import { ConfigurationFault } from '../config.ts'
import { exitStatus, readArguments, UsageFault, type Command } from './command.ts'
import { nameSetting, readExistingOptions, readStorageOptions } from './installation.ts'

const oneFile = { least: 1, most: 1 }

export const backup: Command = {
  name: 'backup',
  forms: ['backup FILE'],
  about: `Copies the data of the running system, without keys, as one consistent state into a new file.
Needs no key: who makes it need not be able to read it.`,
  run: async (args, io) => {
    const [file = ''] = readArguments(args, {}, oneFile).positionals
    const engine = await openEngine(engineOptionsOf(readExistingOptions(io, { anchor: false })))
    try {
      const tables = await engine.read.introspection.getTables().catch(nameSetting)
      if (tables.length === 0) throw new ConfigurationFault('DATABASE_URL', 'the database is empty')
      await copyData({ engine }, file)
      return exitStatus.done
    } finally {
      await engine.close()
    }
  },
}

export const backupKeys: Command = {
  name: 'backup-keys',
  forms: ['backup-keys FILE'],
  about: `Copies the wrapped keys into a new file, to be kept apart from the data.
They open nothing without master.key of PANA_KEY_DIR, which no backup holds: keep that by hand.`,
  run: async (args, io) => {
    const [file = ''] = readArguments(args, {}, oneFile).positionals
    const table = await openKeyTable(keyOptionsOf(readExistingOptions(io, { anchor: false }))).catch(nameSetting)
    try {
      await copyKeys({ keys: { table } }, file)
      return exitStatus.done
    } finally {
      await table.close()
    }
  },
}

export const restore: Command = {
  name: 'restore',
  forms: ['restore [--data FILE] [--keys FILE]'],
  about: `Puts backups where neither data nor keys are yet; on PostgreSQL into an empty database that exists.
Bring the key files of PANA_KEY_DIR back by hand, then run doctor, verify-audit and rescore.`,
  run: async (args, io) => {
    const { data, keys } = readArguments(args, { data: { type: 'string' }, keys: { type: 'string' } }).values
    if (data === undefined && keys === undefined) throw new UsageFault('name a file to restore from')
    const options = readStorageOptions(io)
    await refuseFilledTargets(options, { data: data !== undefined, keys: keys !== undefined }).catch(nameSetting)
    if (data !== undefined) await putData(options, data)
    if (keys !== undefined) await putKeys(options, keys)
    io.stderr.write('restored; now run doctor, verify-audit and rescore\n')
    return exitStatus.done
  },
}
