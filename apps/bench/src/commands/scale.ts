import os from 'node:os'
import { checkOneOf } from '@blasnet/check'
import { Command } from '@commander-js/extra-typings'
import { type ScaleOptions, scaleRun } from '../suites/scale.ts'
import { checkOut, checkRounds, jsonOption, outOption, quickOption, roundsOption } from './common-options.ts'
import { flagIntegers } from './flags.ts'
import { runSuites } from './run-suites.ts'

const cores = os.availableParallelism()
const threadList = upTo(cores)
const networkList = upTo(2 * cores)

/** `bench scale`: one network on several cores, several networks at once. */
export function scaleCommand() {
  return new Command('scale')
    .description(
      'Trains and evaluates one network on one to all cores, then trains one to many networks at once, each on one ' +
        'thread: 784-64-10 and 784-64x10-10 at batch 32, 784-800-800-10 at batch 128. Prints samples/s, times the ' +
        'speed of one, and efficiency: that divided by the number of threads, or of networks up to that of cores.',
    )
    .option('--dtype <type>', 'float32 or float64', 'float32')
    .option('--threads <list>', 'threads for one network; 1 is always among them', threadList)
    .option('--networks <list>', 'networks at once; 1 is always among them', networkList)
    .addOption(roundsOption)
    .addOption(quickOption)
    .addOption(outOption)
    .addOption(jsonOption)
    .action(async flags => {
      await runSuites({ runs: [scaleRun(scaleOptions(flags))], out: checkOut(flags.out), json: flags.json })
    })
}

interface ScaleFlags {
  readonly dtype: string
  readonly threads?: string | undefined
  readonly networks?: string | undefined
  readonly rounds?: string | undefined
  readonly quick?: true | undefined
}

export function scaleOptions(flags: ScaleFlags): ScaleOptions {
  return {
    dtype: checkOneOf('--dtype', flags.dtype, ['float32', 'float64']),
    threads: withOne(flagIntegers('--threads', flags.threads ?? threadList, { min: 1, max: 1024 })),
    networks: withOne(flagIntegers('--networks', flags.networks ?? networkList, { min: 1, max: 1024 })),
    rounds: checkRounds(flags, { full: 11, quick: 5 }),
    sampleSeconds: flags.quick ? 0.03 : 0.08,
    quick: flags.quick ?? false,
  }
}

/** What every other is compared with. */
function withOne(counts: readonly number[]): number[] {
  return [...new Set([1, ...counts])].sort((a, b) => a - b)
}

/** Powers of two up to `most`, and that. */
function upTo(most: number): string {
  const powers = Array.from({ length: Math.floor(Math.log2(most)) + 1 }, (_, i) => 2 ** i)
  return [...new Set([...powers, most])].join(',')
}
