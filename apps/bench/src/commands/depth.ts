import os from 'node:os'
import { checkOneOf } from '@blasnet/check'
import { Command } from '@commander-js/extra-typings'
import { paths } from '../measure/training-steps.ts'
import { type DepthOptions, depthRun, depthSamples } from '../suites/depth.ts'
import { checkOut, checkRounds, jsonOption, outOption, quickOption, roundsOption } from './common-options.ts'
import { flagChoices, flagIntegers } from './flags.ts'
import { runSuites } from './run-suites.ts'

const cores = os.availableParallelism()
const allCores = cores > 1 ? `1,${cores}` : '1'
const defaults = {
  full: {
    depths: '1,2,3,5,8,12,16,20',
    widths: '64,16,256,1024',
    batchSizes: '32,1,8,128,1024',
    dtypes: 'float32,float64',
  },
  quick: { depths: '1,3,8,20', widths: '64,16,256,512', batchSizes: '32,1,8,256', dtypes: 'float32' },
}
const { full, quick } = defaults

/** `bench depth`: throughput over the number of hidden layers. */
export function depthCommand() {
  return new Command('depth')
    .description(
      'Throughput of training and of inference on MNIST over the number of hidden layers, for several widths, batch ' +
        'sizes, dtypes and numbers of threads, in turn with a matrix product and a copy of memory: samples/s, ' +
        'GFLOP/s and share of the product, bytes/s and share of the copy, and how cost grows, as fitted exponents.\n' +
        'The first value of each list is the one that the others are varied around: every depth with every width, ' +
        'and every depth with each other batch size, dtype and number of threads.',
    )
    .option('--depths <list>', `hidden layers (default: ${full.depths})`)
    .option('--widths <list>', `units of every hidden layer (default: ${full.widths})`)
    .option('--batch-sizes <list>', `samples a step (default: ${full.batchSizes})`)
    .option('--dtypes <list>', `float32, float64 (default: ${full.dtypes})`)
    .option('--threads <list>', `threads that a step or pass is spread over (default: ${allCores})`)
    .option('--activation <name>', `of the hidden layers: ${activations.join(', ')}`, 'sigmoid')
    .option('--path <name>', `first layer: ${paths.join(', ')}`, 'auto')
    .option('--all-combinations', 'every value of a list with every value of all others')
    .addOption(roundsOption)
    .addOption(quickOption)
    .addOption(outOption)
    .addOption(jsonOption)
    .action(async flags => {
      await runSuites({ runs: [depthRun(depthOptions(flags))], out: checkOut(flags.out), json: flags.json })
    })
}

const activations = ['sigmoid', 'improved-sigmoid', 'tanh', 'relu', 'identity'] as const

interface DepthFlags {
  readonly depths?: string | undefined
  readonly widths?: string | undefined
  readonly batchSizes?: string | undefined
  readonly dtypes?: string | undefined
  readonly threads?: string | undefined
  readonly activation: string
  readonly path: string
  readonly allCombinations?: true | undefined
  readonly rounds?: string | undefined
  readonly quick?: true | undefined
}

/** Checked options; what no flag says is as the defaults have it. */
export function depthOptions(flags: DepthFlags): DepthOptions {
  const preset = flags.quick ? quick : full
  return {
    depths: flagIntegers('--depths', flags.depths ?? preset.depths, { min: 1, max: 1000 }),
    widths: flagIntegers('--widths', flags.widths ?? preset.widths, { min: 1, max: 65_536 }),
    batchSizes: flagIntegers('--batch-sizes', flags.batchSizes ?? preset.batchSizes, { min: 1, max: depthSamples }),
    dtypes: flagChoices('--dtypes', flags.dtypes ?? preset.dtypes, ['float32', 'float64']),
    threads: flagIntegers('--threads', flags.threads ?? (flags.quick ? '1' : allCores), { min: 1, max: 1024 }),
    activation: checkOneOf('--activation', flags.activation, activations),
    path: checkOneOf('--path', flags.path, paths),
    allCombinations: flags.allCombinations ?? false,
    rounds: checkRounds(flags, { full: 7, quick: 5 }),
    sampleSeconds: flags.quick ? 0.015 : 0.04,
    quick: flags.quick ?? false,
  }
}
