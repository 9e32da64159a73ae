import { checkInteger, checkNumber, OptionError } from '@blasnet/check'
import { Command } from '@commander-js/extra-typings'
import { checks } from '../config/checks.ts'
import { flagOrNone, flagText, flagValue, fromFlags } from '../config/flag.ts'
import { resolveSettings } from '../config/resolve.ts'
import { gradcheckSettings } from '../gradcheck/check.ts'
import { defaultParameters } from '../gradcheck/default-parameters.ts'
import { gradcheckHelp } from '../gradcheck/help.ts'
import { runGradcheck } from '../gradcheck/run.ts'

/** `blasnet gradcheck` */
export function gradcheckCommand() {
  return new Command('gradcheck')
    .summary('compare backpropagation with differences of the loss')
    .description('Compares the gradient of backpropagation with central differences of the loss, in float64.')
    .optionsGroup('Network:')
    .option(
      '--preset <name>',
      'activation and initializer of a variant of the study: baseline, init, sigmoid or all',
      flagText('--preset', checks.preset),
    )
    .option(
      '--hidden <units>',
      'units of the hidden layers: 64, or 60,60, or 64x10 for ten of 64, or none (default: 64)',
      flagText('--hidden', checks.hidden),
    )
    .option(
      '--activation <name>',
      'of the hidden layers, as "blasnet train --help" has it (default: sigmoid)',
      flagText('--activation', checks.activation),
    )
    .option('--batch-norm', 'normalise each hidden unit over the batch')
    .option(
      '--dropout <share>',
      'drop so many outputs of hidden layers, the same ones all the time (default: 0)',
      flagValue('--dropout', checks.dropout),
    )
    .option(
      '--input-dropout <share>',
      'the same for the inputs (default: 0)',
      flagValue('--input-dropout', checks.inputDropout),
    )
    .option(
      '--initializer <name>',
      'how weights are drawn, as there (default: uniform, from -1 to 1)',
      flagText('--initializer', checks.initializer),
    )
    .option('--seed <n>', 'decides the weights (default: 1)', flagValue('--seed', checks.seed))
    .optionsGroup('Loss:')
    .option(
      '--loss <name>',
      'its gradient is compared, as there (default: softmax-cross-entropy)',
      flagText('--loss', checks.loss),
    )
    .option(
      '--label-smoothing <share>',
      'give so much of each label to all classes (default: 0)',
      flagValue('--label-smoothing', checks.labelSmoothing),
    )
    .option(
      '--class-weights <list>',
      'balanced, or a number for each class (default: none)',
      flagOrNone(flagText('--class-weights', checks.classWeights)),
    )
    .option('--l1 <rate>', 'penalty on magnitudes of weights (default: 0)', flagValue('--l1', checks.l1))
    .option('--l2 <rate>', 'penalty on squares of weights (default: 0)', flagValue('--l2', checks.l2))
    .optionsGroup('Comparison:')
    .option(
      '--data <name|dir>',
      'mnist, fashion-mnist or a directory of IDX files (default: mnist)',
      flagText('--data', checks.data),
    )
    .option(
      '--samples <n>',
      'the first n training images, as one batch (default: 100)',
      flagValue('--samples', (option, value) => checkInteger(option, value, { min: 1 })),
    )
    .option(
      '--epsilon <step>',
      'how far a parameter is moved up and down, at most 1 (default: 1e-3)',
      flagValue('--epsilon', (option, value) => checkNumber(option, value, { min: 1e-12, max: 1 })),
    )
    .option(
      '--parameters <n|all>',
      `how many parameters are compared, at least one of each tensor (default: ${defaultParameters})`,
      flagValue('--parameters', checkParameters),
    )
    .optionsGroup('Output:')
    .option('--json', 'print one JSON document and nothing else')
    .addHelpText('after', gradcheckHelp)
    .action(async options => {
      const { samples = 100, epsilon = 1e-3, parameters = defaultParameters, json = false } = options
      const given = fromFlags(options)
      const flags = Object.fromEntries(
        (['preset', ...gradcheckSettings] as const)
          .filter(name => given[name] !== undefined)
          .map(name => [name, given[name]]),
      )
      const network = resolveSettings({ flags })
      process.exitCode = await runGradcheck({ network, samples, epsilon, parameters }, { json })
    })
}

function checkParameters(option: string, value: unknown): 'all' | number {
  if (value === 'all') return value
  if (!Number.isSafeInteger(value) || (value as number) < 1) {
    throw new OptionError(option, "an integer at least 1, or 'all'", value)
  }
  return value as number
}
