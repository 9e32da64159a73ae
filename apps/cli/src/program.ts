import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import { trainCommand } from './commands/train.ts'
import { toUsageError } from './errors/command-line.ts'
import { createStyle } from './terminal/style.ts'
import { readVersion } from './version.ts'

const examples = `
Examples:
  $ blasnet train                          train the study's network on MNIST
  $ blasnet train --preset all             the same with every trick of the trade
  $ blasnet train --help                   every option of a command
`

/** The whole command line. Errors of its own are thrown as UsageError; nothing exits the process. */
export function createProgram(): Command {
  const program = new Command('blasnet')
    .description('Trains multilayer perceptrons at the speed of the hardware, and shows what they learnt.')
    .version(readVersion(), '-V, --version', 'print the version')
    .option('--debug', 'print a stack trace when something fails')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', examples)
  program.commandsGroup('Commands:')
  for (const command of [trainCommand()]) program.addCommand(command)
  program.action(() => program.outputHelp())
  applyConventions(program)
  return program
}

/** What commander does not hand down to commands made on their own. */
function applyConventions(command: CommandUnknownOpts): void {
  const style = createStyle(process.stdout)
  command
    .exitOverride(error => {
      throw toUsageError(command, error)
    })
    // The sentence is printed where all errors are.
    .configureOutput({ outputError: () => {} })
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: style.bold,
      styleCommandText: style.bold,
      styleSubcommandTerm: style.cyan,
      styleOptionTerm: style.cyan,
      styleArgumentTerm: style.cyan,
    })
  if (command.parent !== null) command.helpOption('-h, --help', 'print this help')
  for (const child of command.commands) applyConventions(child)
}
