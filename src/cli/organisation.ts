import { addOrganisation } from '../commands/organisation/add-organisation.ts'
import type { CommandDeps } from '../commands/deps.ts'
import { listOrganisations } from '../storage/organisation-store.ts'
import { exitStatus, readArguments, UsageFault, type Command, type Io } from './command.ts'
import { withDeps } from './installation.ts'
import { operator, report } from './operator.ts'

const text = { type: 'string', default: '' } as const
const options = { kind: text, 'name-kk': text, 'name-ru': text, region: text, district: text } as const
const pageRows = 500

type Values = ReturnType<typeof readArguments<typeof options>>['values']

export const organisation: Command = {
  name: 'organisation',
  forms: [
    'organisation add --kind KIND --name-kk TEXT --name-ru TEXT --region KATO [--district KATO]',
    'organisation list',
  ],
  about: `The first administrator needs an organisation before anyone can sign in; later ones are added on the page.
add prints the id that \`user add\` takes; list prints id, kind, region, district and name of each.`,
  run: (args, io) => {
    const { values, positionals } = readArguments(args, options, { least: 1, most: 1 })
    if (positionals[0] === 'add') return withDeps(io, { anchor: true }, deps => add(deps, values, io))
    if (positionals[0] === 'list') return withDeps(io, { anchor: true }, deps => list(deps, io))
    throw new UsageFault(`organisations are not to ${positionals[0]}`)
  },
}

async function add(deps: CommandDeps, values: Values, io: Io): Promise<number> {
  const { kind, region, district } = values
  const input = { kind, nameKk: values['name-kk'], nameRu: values['name-ru'], region, district: district || null }
  return report(await addOrganisation(deps, operator, input), io)
}

async function list({ db }: CommandDeps, { stdout }: Io): Promise<number> {
  for (let offset = 0; ; offset += pageRows) {
    const rows = await listOrganisations(db.read, { limit: pageRows, offset })
    for (const row of rows) {
      stdout.write(`${[row.id, row.kind, row.region, row.district ?? '', row.name_ru].join('\t')}\n`)
    }
    if (rows.length < pageRows) return exitStatus.done
  }
}
