import { checkOneOf, OptionError } from '@blasnet/check'
import { Command } from '@commander-js/extra-typings'
import { type AccuracyOptions, accuracyRun } from '../suites/accuracy.ts'
import { type AccuracySettings, accuracyPresets } from '../suites/accuracy-settings.ts'
import { checkOut, jsonOption, outOption, quickOption } from './common-options.ts'
import { flagChoices, flagInteger, flagNumber } from './flags.ts'
import { runSuites } from './run-suites.ts'

const presets = ['study', 'medium', 'large'] as const
const activations = ['relu', 'tanh', 'sigmoid', 'improved-sigmoid'] as const

/** `bench accuracy`: how long it takes to learn. */
export function accuracyCommand() {
  return new Command('accuracy')
    .description(
      'Seconds from nothing to an accuracy on the test images of MNIST, learning from all 60,000 training images: ' +
        'from before the network is made until the validation is known that reached it, with every validation on ' +
        'the way, as a user sees it. The images are in memory before it begins.',
    )
    .option(
      '--networks <list>',
      'study: 784-64-10, improved sigmoid; medium: 784-256-10; large: 784-512-10 (default: study,medium,large)',
    )
    .option('--hidden <widths>', 'instead: one network with these hidden layers, separated by commas')
    .option('--activation <name>', `of the network of --hidden: ${activations.join(', ')} (default: relu)`)
    .option('--batch-size <n>', 'of the network of --hidden (default: 64)')
    .option('--learning-rate <x>', 'of the network of --hidden (default: 0.03)')
    .option('--momentum <x>', '0 or above and below 1', '0.9')
    .option('--dtype <type>', 'float32 or float64', 'float32')
    .option('--targets <list>', 'accuracies in percent', '90,95,97,98')
    .option('--seeds <n>', 'each of these many, beginning with 1 (default: 5)')
    .option('--epochs <n>', 'most passes over the training images (default: 15)')
    .option('--validations <n>', 'in an epoch', '5')
    .option('--threads <n>', 'of validations (default: all cores)')
    .addOption(quickOption)
    .addOption(outOption)
    .addOption(jsonOption)
    .action(async flags => {
      await runSuites({ runs: [accuracyRun(accuracyOptions(flags))], out: checkOut(flags.out), json: flags.json })
    })
}

interface AccuracyFlags {
  readonly networks?: string | undefined
  readonly hidden?: string | undefined
  readonly activation?: string | undefined
  readonly batchSize?: string | undefined
  readonly learningRate?: string | undefined
  readonly momentum: string
  readonly dtype: string
  readonly targets: string
  readonly seeds?: string | undefined
  readonly epochs?: string | undefined
  readonly validations: string
  readonly threads?: string | undefined
  readonly quick?: true | undefined
}

/** Checked options; what no flag says is as the defaults have it. */
export function accuracyOptions(flags: AccuracyFlags): AccuracyOptions {
  const { quick, threads } = flags
  const seeds = flagInteger('--seeds', flags.seeds ?? (quick ? '1' : '5'), { min: 1, max: 1000 })
  return {
    settings: settingsOf(flags),
    seeds: Array.from({ length: seeds }, (_, i) => i + 1),
    targets: targetsOf(flags.targets),
    epochs: flagInteger('--epochs', flags.epochs ?? (quick ? '2' : '15'), { min: 1, max: 10_000 }),
    validationsPerEpoch: flagInteger('--validations', flags.validations, { min: 1, max: 1000 }),
    threads: threads === undefined ? undefined : flagInteger('--threads', threads, { min: 1, max: 1024 }),
  }
}

function targetsOf(text: string): number[] {
  const percents = text
    .split(',')
    .map(item => flagNumber('--targets', item.trim(), { min: 0, exclusiveMin: true, max: 100 }))
  if (new Set(percents).size < percents.length) throw new OptionError('--targets', 'every value once', text)
  return percents.sort((a, b) => a - b).map(percent => percent / 100)
}

function settingsOf(flags: AccuracyFlags): AccuracySettings[] {
  const { networks, hidden } = flags
  const shared = {
    momentum: flagNumber('--momentum', flags.momentum, { min: 0, max: 1, exclusiveMax: true }),
    dtype: checkOneOf('--dtype', flags.dtype, ['float32', 'float64']),
  }
  if (hidden === undefined) {
    for (const [flag, value] of lonely(flags)) throw new OptionError(flag, '--hidden beside it', value)
    return flagChoices('--networks', networks ?? presets.join(','), presets).map(name => ({
      ...accuracyPresets[name],
      ...shared,
    }))
  }
  if (networks !== undefined) throw new OptionError('--networks', 'to be given without --hidden', networks)
  return [
    {
      ...shared,
      hidden: hidden.split(',').map(text => flagInteger('--hidden', text, { min: 1, max: 65_536 })),
      activation: checkOneOf('--activation', flags.activation ?? 'relu', activations),
      batchSize: flagInteger('--batch-size', flags.batchSize ?? '64', { min: 1, max: 60_000 }),
      learningRate: flagNumber('--learning-rate', flags.learningRate ?? '0.03', { min: 0, exclusiveMin: true }),
    },
  ]
}

/** Flags that are given and say something about the network of `--hidden` alone. */
function lonely({ activation, batchSize, learningRate }: AccuracyFlags): (readonly [string, string])[] {
  const given = { '--activation': activation, '--batch-size': batchSize, '--learning-rate': learningRate }
  return Object.entries(given).flatMap(([flag, value]) => (value === undefined ? [] : [[flag, value] as const]))
}
