import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import { depthCommand } from './commands/depth.ts'
import { refuseRepeatedFlags } from './commands/flags.ts'
import { kernelsCommand } from './commands/kernels.ts'
import { peersCommand } from './commands/peers.ts'
import { scaleCommand } from './commands/scale.ts'
import { stepCommand } from './commands/step.ts'

export function createProgram(): Command {
  const program = new Command('bench')
    .description('Measures blasnet against the machine it runs on.')
    .addCommand(stepCommand())
    .addCommand(depthCommand())
    .addCommand(kernelsCommand())
    .addCommand(scaleCommand())
    .addCommand(peersCommand())
  applyConventions(program)
  return program
}

/** What commander does not hand down to commands made on their own. */
function applyConventions(command: CommandUnknownOpts): void {
  command
    .exitOverride()
    // Errors are printed where all are, in one line and without the help.
    .configureOutput({ outputError: () => {} })
    .helpOption('-h, --help', 'print this help')
  refuseRepeatedFlags(command)
  for (const child of command.commands) applyConventions(child)
}
