import { Command } from '@commander-js/extra-typings'
import { stepCommand } from './commands/step.ts'

export function createProgram(): Command {
  return new Command('bench')
    .description('Measures blasnet against the machine it runs on.')
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .addCommand(stepCommand())
}
