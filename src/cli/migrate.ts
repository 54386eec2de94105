import { openEngine } from '../storage/portable.ts'
import { engineOptionsOf, type DatabaseOptions } from '../storage/database.ts'
import { migrate as bringUp } from '../storage/migrate.ts'
import { exitStatus, readArguments, type Command, type Io } from './command.ts'
import { nameSetting, readStorageOptions } from './installation.ts'

export const migrate: Command = {
  name: 'migrate',
  forms: ['migrate'],
  about: 'Brings the schema to the newest migration and prints the name of each that ran.',
  run: (args, io) => {
    readArguments(args, {})
    return runMigrate(readStorageOptions(io), io)
  },
}

export async function runMigrate(options: DatabaseOptions, { stdout, stderr }: Io): Promise<number> {
  const engine = await openEngine(engineOptionsOf(options))
  try {
    const names = await bringUp(engine).catch(nameSetting)
    for (const name of names) stdout.write(`${name}\n`)
    if (names.length === 0) stderr.write('the schema is the newest already\n')
    return exitStatus.done
  } finally {
    await engine.close()
  }
}
