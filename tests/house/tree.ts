import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** The files of the repository: kept ones and new ones that are not ignored. */
export function listFiles(pattern: RegExp): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: root })
  const names = listed.toString('utf8').split('\0')
  return names.filter(name => name !== '' && pattern.test(name) && existsSync(root + name))
}

export function readText(name: string): string {
  return readFileSync(root + name, 'utf8')
}
