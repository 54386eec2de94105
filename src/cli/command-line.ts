import { ConfigurationFault } from '../config.ts'
import { asConfigurationFault } from '../start-checks.ts'
import { QuestionnaireFaults } from '../questionnaires.ts'
import { backup, backupKeys, restore } from './backup.ts'
import { exitStatus, UsageFault, usageOf, type Command, type Io } from './command.ts'
import { demo } from './demo.ts'
import { doctor } from './doctor.ts'
import { makeKeys } from './make-keys.ts'
import { migrate } from './migrate.ts'
import { organisation } from './organisation.ts'
import { procedure } from './procedure.ts'
import { questionnaires } from './questionnaires.ts'
import { rescore } from './rescore.ts'
import { routes } from './routes.ts'
import { score } from './score.ts'
import { user } from './user.ts'
import { verifyAudit } from './verify-audit.ts'

const commands: readonly Command[] = [
  score,
  questionnaires,
  procedure,
  routes,
  makeKeys,
  migrate,
  doctor,
  verifyAudit,
  rescore,
  organisation,
  user,
  demo,
  backup,
  backupKeys,
  restore,
]

const help = `usage: pana <command>
${commands.flatMap(each => each.forms.map(form => `  ${form}`)).join('\n')}
pana <command> --help tells more. Exit status: 0 done, 1 found something wrong, 2 usage, 78 configuration.
`

/** Runs one command of `pana` and gives its exit status. Faults are told, never thrown. */
export async function runCommandLine([name, ...args]: readonly string[], io: Io): Promise<number> {
  if (name === '--help' || name === 'help') {
    io.stdout.write(help)
    return exitStatus.done
  }
  const command = commands.find(each => each.name === name)
  if (!command) {
    io.stderr.write(name === undefined ? help : `there is no command ${name}\n${help}`)
    return exitStatus.usage
  }
  return runCommand(command, args, io)
}

async function runCommand(command: Command, args: readonly string[], io: Io): Promise<number> {
  if (args.includes('--help')) {
    io.stdout.write(usageOf(command))
    return exitStatus.done
  }
  try {
    return await command.run(args, io)
  } catch (thrown) {
    const error = asConfigurationFault(thrown)
    io.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    if (error instanceof UsageFault) io.stderr.write(usageOf(command))
    return statusOf(error)
  }
}

function statusOf(error: unknown): number {
  if (error instanceof UsageFault) return exitStatus.usage
  const wrongSetting = error instanceof ConfigurationFault || error instanceof QuestionnaireFaults
  return wrongSetting ? exitStatus.configuration : exitStatus.foundWrong
}
