import { parseArgs } from 'node:util'
import { addAccount } from '../commands/account/add-account.ts'
import { disableAccount } from '../commands/account/disable-account.ts'
import { resetPassword } from '../commands/account/reset-password.ts'
import type { CommandDeps } from '../commands/deps.ts'
import type { Actor } from '../domain/access/decide.ts'
import { findAccountByUsername } from '../storage/account-store.ts'

const operator: Actor = {
  id: 'operator',
  role: 'admin',
  region: '',
  district: null,
  organisation: '',
  excluded: [],
}

const usage = `usage: pana user add NAME --display TEXT --role ROLE --organisation ID
       pana user disable NAME
       pana user reset NAME
The password is read from standard input.`

/** `readPassword` gives the first line of standard input. */
export async function runUser(
  args: readonly string[],
  deps: CommandDeps,
  readPassword: () => Promise<string>,
): Promise<number> {
  const text = { type: 'string', default: '' } as const
  const options = { display: text, role: text, organisation: text }
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
  const [verb, username] = positionals
  if (verb === 'add' && username) {
    const { display: displayName, role, organisation: organisationId } = values
    const input = { username, displayName, role, organisationId, language: 'ru' as const }
    return report(await addAccount(deps, operator, { ...input, password: await readPassword() }))
  }
  const account = username ? await findAccountByUsername(deps.db.read, username) : null
  if (account && verb === 'disable') return report(await disableAccount(deps, operator, account.id))
  if (account && verb === 'reset') return report(await resetPassword(deps, operator, account.id, await readPassword()))
  console.error(username && !account ? `no account ${username}` : usage)
  return 2
}

function report(outcome: Awaited<ReturnType<typeof addAccount>>): number {
  if (outcome.ok) console.log(outcome.value.id)
  else for (const { code, at } of outcome.faults) console.error(`${at ?? 'account'}: ${code}`)
  return outcome.ok ? 0 : 1
}
