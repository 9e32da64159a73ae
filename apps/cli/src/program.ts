import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import { compareCommand } from './commands/compare.ts'
import { dataCommand } from './commands/data.ts'
import { evaluateCommand } from './commands/evaluate.ts'
import { gradcheckCommand } from './commands/gradcheck.ts'
import { inspectCommand } from './commands/inspect.ts'
import { predictCommand } from './commands/predict.ts'
import { reportCommand } from './commands/report.ts'
import { sweepCommand } from './commands/sweep.ts'
import { trainCommand } from './commands/train.ts'
import { toUsageError } from './errors/command-line.ts'
import { formatEntry } from './terminal/help-entry.ts'
import { helpText } from './terminal/help-text.ts'
import { createStyle } from './terminal/style.ts'
import { readVersion } from './version.ts'

const examples = `
Examples:
  $ blasnet train                            train the study's network on MNIST
  $ blasnet train --preset all               the same with every trick of the trade
  $ blasnet report                           all networks of the study, with a page
  $ blasnet evaluate runs/mnist-64-all       how good it is, digit by digit
  $ blasnet train --help                     every option of a command
`

/** The whole command line. Errors of its own are thrown as UsageError; nothing exits the process. */
export function createProgram(): Command {
  const program = new Command('blasnet')
    .description('Trains multilayer perceptrons at the speed of the hardware, and shows what they learnt.')
    .version(readVersion(), '-V, --version', 'print the version')
    .option('--debug', 'print a stack trace when something fails')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', helpText(examples))
  for (const [heading, commands] of groups()) {
    for (const command of commands) program.addCommand(command.helpGroup(heading))
  }
  applyConventions(program)
  return program
}

function groups(): readonly (readonly [string, readonly CommandUnknownOpts[]])[] {
  return [
    ['Train:', [trainCommand(), sweepCommand(), reportCommand(), gradcheckCommand()]],
    ['Look at what was trained:', [evaluateCommand(), predictCommand(), inspectCommand(), compareCommand()]],
    ['Data:', [dataCommand()]],
  ]
}

/** What commander does not hand down to commands made on their own. */
function applyConventions(command: CommandUnknownOpts): void {
  const style = createStyle(process.stdout)
  command
    .exitOverride(error => {
      throw toUsageError(command, error)
    })
    // The sentence is printed where all errors are, and no help with it.
    .configureOutput({ outputError: () => {}, writeErr: () => {} })
    .configureHelp({
      showGlobalOptions: true,
      formatItem: formatEntry,
      styleTitle: style.bold,
      styleCommandText: style.bold,
      styleSubcommandTerm: style.cyan,
      styleOptionTerm: style.cyan,
      styleArgumentTerm: style.cyan,
    })
  if (command.parent !== null) command.helpOption('-h, --help', 'print this help')
  for (const child of command.commands) applyConventions(child)
}
