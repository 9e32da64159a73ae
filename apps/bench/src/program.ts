import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings'
import { accuracyCommand } from './commands/accuracy.ts'
import { allCommand } from './commands/all.ts'
import { compareCommand } from './commands/compare.ts'
import { depthCommand } from './commands/depth.ts'
import { refuseRepeatedFlags } from './commands/flags.ts'
import { kernelsCommand } from './commands/kernels.ts'
import { peersCommand } from './commands/peers.ts'
import { scaleCommand } from './commands/scale.ts'
import { stepCommand } from './commands/step.ts'

const examples = `
Without a command: all. COMMAND --help shows its options.

Examples:
  $ bench                                   everything, into bench-results/
  $ bench --quick                           the same in a minute, roughly
  $ bench step --threads 1,2 --path auto,dense
  $ bench depth --depths 1,10,20 --widths 64,800 --out depth-results
  $ bench compare old/bench.json bench-results/bench.json --threshold 5%

Everything is measured in turn with what it is compared with, A B A B …, after a round that does not count; tables
show medians, ± half the distance between the quartiles. Ctrl-C writes what has been measured.
`

/** The whole command line. Errors are thrown; nothing exits the process. */
export function createProgram(): Command {
  const program = new Command('bench')
    .description('Measures blasnet against the machine it runs on, and against what else runs there.')
    .helpCommand(false)
    .addHelpText('after', examples)
  for (const [heading, commands] of groups()) {
    for (const command of commands) program.addCommand(command.helpGroup(heading))
  }
  applyConventions(program)
  return program
}

/** Each with what the list of commands says of it; its own help says more. */
function groups(): readonly (readonly [string, readonly CommandUnknownOpts[]])[] {
  return [
    [
      'Against the machine:',
      [
        stepCommand().summary('one training step, as a share of the matrix product’s speed'),
        depthCommand().summary('training and inference over 1 to 20 hidden layers, and how cost grows'),
        kernelsCommand().summary('every kernel and matrix product, against plain C and the peak'),
        scaleCommand().summary('one network on all cores, many networks at once'),
        accuracyCommand().summary('seconds until a network knows 90 to 98 % of the test images'),
      ],
    ],
    ['Against others:', [peersCommand().summary('the same work done by PyTorch, NumPy, TensorFlow.js and others')]],
    [
      'All of it, and then and now:',
      [
        allCommand().summary('every suite, one after the other; what bench alone does'),
        compareCommand().summary('what got faster or slower between two bench.json'),
      ],
    ],
  ]
}

/** What is run when no command is named. */
export function withDefaultCommand(args: readonly string[]): string[] {
  const [first] = args
  const namesCommand = first !== undefined && !first.startsWith('-')
  return namesCommand || first === '--help' || first === '-h' ? [...args] : ['all', ...args]
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
