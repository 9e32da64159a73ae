import { Command } from '@commander-js/extra-typings'
import { type KernelsOptions, kernelsRun } from '../suites/kernels.ts'
import { checkOut, checkRounds, jsonOption, outOption, quickOption, roundsOption } from './common-options.ts'
import { flagChoices } from './flags.ts'
import { runSuites } from './run-suites.ts'

/** `bench kernels`: kernels and matrix products one by one. */
export function kernelsCommand() {
  return new Command('kernels')
    .description(
      'Times every kernel that JavaScript can call, and every matrix product of a training step of the study’s ' +
        'networks, 784-800-800-10 and 784-2048-2048-2048-10, on one thread. The products are compared with a plain ' +
        'CBLAS call from a C program, which is compiled for it, and with a large product; the kernels with a copy of ' +
        'memory. A call from JavaScript costs about a microsecond, which the small ones feel.',
    )
    .option('--dtypes <list>', 'float32, float64', 'float32')
    .addOption(roundsOption)
    .addOption(quickOption)
    .addOption(outOption)
    .addOption(jsonOption)
    .action(async flags => {
      await runSuites({ runs: [kernelsRun(kernelsOptions(flags))], out: checkOut(flags.out), json: flags.json })
    })
}

interface KernelsFlags {
  readonly dtypes: string
  readonly rounds?: string | undefined
  readonly quick?: true | undefined
}

export function kernelsOptions(flags: KernelsFlags): KernelsOptions {
  return {
    dtypes: flagChoices('--dtypes', flags.dtypes, ['float32', 'float64']),
    rounds: checkRounds(flags, { full: 11, quick: 5 }),
    sampleSeconds: flags.quick ? 0.008 : 0.02,
    quick: flags.quick ?? false,
  }
}
