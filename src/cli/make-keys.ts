import { hasKeyFiles, openKeyFiles } from '../storage/key-files.ts'

/** Makes the keys of a new installation. Keys that lie there already are never touched. */
export function runMakeKeys({ keyDir }: { readonly keyDir: string }): number {
  if (hasKeyFiles(keyDir)) {
    console.error('keys lie there already; a second set would open nothing')
    return 1
  }
  openKeyFiles(keyDir, true)
  console.log(`keys made in ${keyDir}: copy them to a safe place apart from the data`)
  return 0
}
