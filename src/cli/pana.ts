import { runCommandLine } from './command-line.ts'

// A reader such as `head` has seen enough: no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})
process.exitCode = await runCommandLine(process.argv.slice(2), process)
