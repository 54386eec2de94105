import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { addAccount } from '../commands/account/add-account.ts'
import { disableAccount } from '../commands/account/disable-account.ts'
import { resetPassword } from '../commands/account/reset-password.ts'
import type { CommandDeps } from '../commands/deps.ts'
import type { Outcome } from '../domain/fault.ts'
import { findAccountByUsername } from '../storage/account-store.ts'
import { SessionStore } from '../storage/session-store.ts'
import { makePassword } from '../web/organisation/new-password.ts'
import { exitStatus, readArguments, UsageFault, type Command, type Io } from './command.ts'
import { withDeps } from './installation.ts'
import { operator, report } from './operator.ts'

const text = { type: 'string', default: '' } as const
const options = {
  display: text,
  role: text,
  organisation: text,
  language: { type: 'string', default: 'kk' },
  generate: { type: 'boolean', default: false },
} as const
const languages = ['kk', 'ru', 'en'] as const

type Values = ReturnType<typeof readArguments<typeof options>>['values']

export const user: Command = {
  name: 'user',
  forms: [
    'user add NAME --display TEXT --role ROLE --organisation ID [--language kk|ru|en] [--generate]',
    'user disable NAME',
    'user reset NAME [--generate]',
  ],
  about: `The password is the first line of standard input; with --generate the program makes one and prints it once.
\`disable\` and \`reset\` end the account's sessions; \`reset\` opens a disabled account again.
Prints the account's id.`,
  run: (args, io) => {
    const { values, positionals } = readArguments(args, options, { least: 2, most: 2 })
    const [verb, name = ''] = positionals
    if (verb === 'add') return withDeps(io, { anchor: true }, deps => add(deps, name, values, io))
    if (verb === 'disable' || verb === 'reset')
      return withDeps(io, { anchor: true }, deps => change(deps, verb, name, values, io))
    throw new UsageFault(`users are not to ${verb}`)
  },
}

async function add(deps: CommandDeps, username: string, values: Values, io: Io): Promise<number> {
  const language = languages.find(each => each === values.language)
  if (!language) throw new UsageFault('--language takes kk, ru or en')
  const { display: displayName, role, organisation: organisationId } = values
  const password = await choosePassword(values, io)
  const input = { username, displayName, role, organisationId, language, password }
  return reportWithPassword(await addAccount(deps, operator, input), values, password, io)
}

async function change(
  deps: CommandDeps,
  verb: 'disable' | 'reset',
  username: string,
  values: Values,
  io: Io,
): Promise<number> {
  const account = await findAccountByUsername(deps.db.read, username)
  if (!account) {
    io.stderr.write(`no account ${username}\n`)
    return exitStatus.foundWrong
  }
  const password = verb === 'reset' ? await choosePassword(values, io) : ''
  const outcome =
    verb === 'reset'
      ? await resetPassword(deps, operator, account.id, password)
      : await disableAccount(deps, operator, account.id)
  if (outcome.ok) await new SessionStore(deps.db).endSessions(account.id)
  return reportWithPassword(outcome, values, password, io)
}

function reportWithPassword(outcome: Outcome<{ id: string }>, { generate }: Values, password: string, io: Io): number {
  const status = report(outcome, io)
  if (outcome.ok && generate && password !== '') io.stdout.write(`password: ${password}\n`)
  return status
}

/** Never an argument: the list of processes shows those to everyone on the machine. */
function choosePassword({ generate }: Values, io: Io): Promise<string> | string {
  return generate ? makePassword() : readFirstLine(io.stdin)
}

async function readFirstLine(input: Readable): Promise<string> {
  for await (const line of createInterface({ input })) return line
  return ''
}
