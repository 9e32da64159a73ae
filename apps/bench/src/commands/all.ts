import os from 'node:os'
import { Command } from '@commander-js/extra-typings'
import { accuracyRun } from '../suites/accuracy.ts'
import { depthRun } from '../suites/depth.ts'
import { kernelsRun } from '../suites/kernels.ts'
import { peersRun } from '../suites/peers.ts'
import { scaleRun } from '../suites/scale.ts'
import { stepRun } from '../suites/step.ts'
import type { SuiteRun } from '../suites/suite-run.ts'
import { accuracyOptions } from './accuracy.ts'
import { checkOut, checkRounds, jsonOption, quickOption, roundsOption } from './common-options.ts'
import { depthOptions } from './depth.ts'
import { flagChoices } from './flags.ts'
import { kernelsOptions } from './kernels.ts'
import { peersOptions } from './peers.ts'
import { runSuites } from './run-suites.ts'
import { scaleOptions } from './scale.ts'

const defaultOut = 'bench-results'
const names = ['step', 'depth', 'kernels', 'scale', 'accuracy', 'peers'] as const

/** `bench all`, and `bench` alone: every suite, one after the other. */
export function allCommand() {
  return new Command('all')
    .description(
      'Measures everything, suite by suite, each with its defaults, and writes bench.json and the figures. About six ' +
        'minutes on two cores and some more for each peer; less than one with --quick. Close what else is running.',
    )
    .option('--suites <list>', `some of them: ${names.join(', ')}`, names.join(','))
    .option('--out <folder>', 'where bench.json and the figures go', defaultOut)
    .option('--python <path>', 'Python to look for peers in (default: python3)')
    .option('--node-modules <folder>', 'folder to look for peers on Node in (default: node_modules)')
    .addOption(roundsOption)
    .addOption(quickOption)
    .addOption(jsonOption)
    .action(async flags => {
      const chosen = flagChoices('--suites', flags.suites, names)
      const runs: SuiteRun[] = []
      for (const name of names.filter(one => chosen.includes(one))) runs.push(await suiteRun(name, flags))
      await runSuites({ runs, out: checkOut(flags.out), json: flags.json })
    })
}

interface AllFlags {
  readonly rounds?: string | undefined
  readonly quick?: true | undefined
  readonly python?: string | undefined
  readonly nodeModules?: string | undefined
}

/** A suite with the defaults of its own command. */
async function suiteRun(name: (typeof names)[number], { rounds, quick, ...peers }: AllFlags): Promise<SuiteRun> {
  const flags = { rounds, quick }
  const cores = os.availableParallelism()
  switch (name) {
    case 'step':
      return stepRun({
        hidden: [64],
        batchSize: 32,
        momentum: 0.9,
        dtype: 'float32',
        threads: cores > 1 ? [1, cores] : [1],
        paths: ['auto', 'dense', 'sparse'],
        rounds: checkRounds(flags, { full: 15, quick: 5 }),
        quick: quick ?? false,
      })
    case 'depth':
      return depthRun(depthOptions({ ...flags, activation: 'sigmoid', path: 'auto' }))
    case 'kernels':
      return kernelsRun(kernelsOptions({ ...flags, dtypes: 'float32' }))
    case 'scale':
      return scaleRun(scaleOptions({ ...flags, dtype: 'float32' }))
    case 'accuracy':
      return accuracyRun(accuracyOptions({ quick, ...accuracyDefaults }))
    case 'peers':
      return peersRun(await peersOptions({ ...flags, ...peers, ...peersDefaults }))
  }
}

/** As the flags of `bench accuracy` have them. */
const accuracyDefaults = { momentum: '0.9', dtype: 'float32', targets: '90,95,97,98', validations: '5' } as const

/** As the flags of `bench peers` have them. */
const peersDefaults = {
  activation: 'sigmoid',
  dtype: 'float32',
  learningRate: '0.02',
  momentum: '0.9',
  threads: '1',
  timeout: '300',
} as const
