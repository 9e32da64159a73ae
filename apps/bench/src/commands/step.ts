import { checkOneOf } from '@blasnet/check'
import { Command } from '@commander-js/extra-typings'
import { paths } from '../measure/training-steps.ts'
import { stepRun, stepSamples } from '../suites/step.ts'
import { checkOut, checkRounds, jsonOption, outOption, quickOption, roundsOption } from './common-options.ts'
import { flagChoices, flagInteger, flagIntegers, flagNumber } from './flags.ts'
import { runSuites } from './run-suites.ts'

/** `bench step`: how much of the machine's matrix-product speed one training step reaches. */
export function stepCommand() {
  return new Command('step')
    .description(
      'Trains 784-HIDDEN-10 on MNIST, in turn with a 2048³ matrix product on as many threads, and prints what share ' +
        'of its speed the training steps reach. Floating-point operations are those of the matrix products of the ' +
        'dense network alone; gathering the batch, activations, loss and update are overhead that lowers the share, ' +
        'skipping the inputs that are zero raises it.',
    )
    .option('--hidden <widths>', 'units of the hidden layers, separated by commas', '64')
    .option('--batch-size <n>', 'samples a step', '32')
    .option('--momentum <x>', 'momentum of the optimizer, 0 or above and below 1', '0.9')
    .option('--dtype <type>', 'float32 or float64', 'float32')
    .option('--threads <list>', 'threads that a step is spread over, each number in turn: 1,2', '1')
    .option('--path <list>', `first layer: ${paths.join(', ')}; several in turn`, 'auto')
    .addOption(roundsOption)
    .addOption(quickOption)
    .addOption(outOption)
    .addOption(jsonOption)
    .action(async flags => {
      const run = stepRun({
        hidden: flags.hidden.split(',').map(text => flagInteger('--hidden', text, { min: 1, max: 65_536 })),
        batchSize: flagInteger('--batch-size', flags.batchSize, { min: 1, max: stepSamples }),
        momentum: flagNumber('--momentum', flags.momentum, { min: 0, max: 1, exclusiveMax: true }),
        dtype: checkOneOf('--dtype', flags.dtype, ['float32', 'float64']),
        threads: flagIntegers('--threads', flags.threads, { min: 1, max: 1024 }),
        paths: flagChoices('--path', flags.path, paths),
        rounds: checkRounds(flags, { full: 15, quick: 5 }),
        quick: flags.quick ?? false,
      })
      await runSuites({ runs: [run], out: checkOut(flags.out), json: flags.json })
    })
}
