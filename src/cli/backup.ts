import { backup, backupKeys, restore, restoreKeys } from '../storage/backup.ts'
import { openDatabase, type DatabaseOptions } from '../storage/database.ts'

export type BackupFiles = { readonly data?: string; readonly keys?: string }

/** Copies the running system: data and wrapped keys each into a file of its own, kept in different places. */
export async function runBackup(options: DatabaseOptions, files: BackupFiles): Promise<number> {
  const db = await openDatabase({ ...options, migrate: false })
  try {
    if (files.data !== undefined) await backup(db, files.data)
    if (files.keys !== undefined) await backupKeys(db, files.keys)
    return 0
  } finally {
    await db.close()
  }
}

/** Puts backups where no database is yet. The master key comes back by hand. */
export async function runRestore(options: DatabaseOptions, files: BackupFiles): Promise<number> {
  if (files.data !== undefined) await restore(options, files.data)
  if (files.keys !== undefined) await restoreKeys(options, files.keys)
  return 0
}
