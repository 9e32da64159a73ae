import { checkOneOf, OptionError } from '@blasnet/check'
import { Command } from '@commander-js/extra-typings'
import { peers } from '../peers/catalogue.ts'
import { checkNodeModules, checkPython } from '../peers/programs.ts'
import { peerActivations, smallNetwork, studyEpoch, type Workload, wideNetwork } from '../peers/workload.ts'
import { type PeersOptions, peerSamples, peersRun } from '../suites/peers.ts'
import { checkOut, checkRounds, jsonOption, outOption, quickOption, roundsOption } from './common-options.ts'
import { flagChoices, flagInteger, flagIntegers, flagNumber } from './flags.ts'
import { runSuites } from './run-suites.ts'

/** `bench peers`: the same work done by blasnet and by what people use instead. */
export function peersCommand() {
  return new Command('peers')
    .description(
      'Trains the same networks with blasnet and with every peer that is found on this machine: PyTorch, NumPy, ' +
        'TensorFlow.js, brain.js, scikit-learn. Same data, initial weights, order of samples, batch size and ' +
        'optimizer; in turn, each in a process of its own, timed around its own loop with the data already there in ' +
        'the form it likes best. Their losses are compared with those of blasnet.\n' +
        'Peers are not part of blasnet: what is not found is named with the command that installs it. Python ones ' +
        'are looked for in --python, Node ones in --node-modules. All of them take about six minutes.',
    )
    .option(
      '--work <list>',
      'small: 784-64-10, batch 32; wide: 784-800-800-10, batch 128; study: 784-64-10 of the study, an epoch with ' +
        'its five validations, against NumPy, in float32 and in float64 (default: small,wide,study)',
    )
    .option('--hidden <widths>', 'instead: one network with these hidden layers, separated by commas')
    .option('--batch-size <n>', 'samples a step of the network of --hidden (default: 32)')
    .option('--activation <name>', `of hidden layers, not of study: ${peerActivations.join(', ')}`, 'sigmoid')
    .option('--dtype <type>', 'float32 or float64, not of study', 'float32')
    .option('--learning-rate <x>', 'above 0', '0.02')
    .option('--momentum <x>', '0 or above and below 1', '0.9')
    .option('--threads <list>', 'threads of everyone, each number in turn: 1,2', '1')
    .option('--peers <list>', `of ${peers.map(({ id }) => id).join(', ')} (default: all)`)
    .option('--python <path>', 'Python to look for peers in (default: python3)')
    .option('--node-modules <folder>', 'folder to look for peers on Node in (default: node_modules)')
    .option('--seconds <x>', 'length of a measurement, about (default: 0.3)')
    .option('--timeout <seconds>', 'longest wait for an answer, compiling included', '300')
    .addOption(roundsOption)
    .addOption(quickOption)
    .addOption(outOption)
    .addOption(jsonOption)
    .action(async flags => {
      const run = peersRun(await peersOptions(flags))
      await runSuites({ runs: [run], out: checkOut(flags.out), json: flags.json })
    })
}

interface PeersFlags {
  readonly work?: string | undefined
  readonly hidden?: string | undefined
  readonly batchSize?: string | undefined
  readonly activation: string
  readonly dtype: string
  readonly learningRate: string
  readonly momentum: string
  readonly threads: string
  readonly peers?: string | undefined
  readonly python?: string | undefined
  readonly nodeModules?: string | undefined
  readonly seconds?: string | undefined
  readonly timeout: string
  readonly rounds?: string | undefined
  readonly quick?: true | undefined
}

/** Checked options; what no flag says is as the defaults have it. */
export async function peersOptions(flags: PeersFlags): Promise<PeersOptions> {
  const { quick } = flags
  const chosen =
    flags.peers === undefined
      ? undefined
      : flagChoices(
          '--peers',
          flags.peers,
          peers.map(({ id }) => id),
        )
  const seconds = flags.seconds ?? (quick ? '0.05' : '0.3')
  return {
    workloads: workloadsOf(flags),
    peers: chosen === undefined ? peers : peers.filter(({ id }) => chosen.includes(id)),
    rounds: checkRounds(flags, { full: 9, quick: 3 }),
    pace: {
      sampleSeconds: flagNumber('--seconds', seconds, { min: 0, exclusiveMin: true, max: 60 }),
      checkSteps: quick ? 20 : 100,
      checkSeconds: quick ? 2 : 20,
    },
    programs: {
      python: await checkPython(flags.python),
      nodeModules: await checkNodeModules(flags.nodeModules),
      timeoutSeconds: flagNumber('--timeout', flags.timeout, { min: 0, exclusiveMin: true, max: 86_400 }),
    },
  }
}

function workloadsOf(flags: PeersFlags): Workload[] {
  const shared = {
    learningRate: flagNumber('--learning-rate', flags.learningRate, { min: 0, exclusiveMin: true }),
    momentum: flagNumber('--momentum', flags.momentum, { min: 0, max: 1, exclusiveMax: true }),
  }
  const network = {
    ...shared,
    activation: checkOneOf('--activation', flags.activation, peerActivations),
    dtype: checkOneOf('--dtype', flags.dtype, ['float32', 'float64']),
  }
  const kinds: Record<(typeof works)[number], readonly Omit<Workload, 'threads'>[]> = {
    small: [{ ...smallNetwork, ...network }],
    wide: [{ ...wideNetwork, ...network }],
    study: [
      { ...studyEpoch, ...shared, dtype: 'float32' },
      { ...studyEpoch, ...shared, dtype: 'float64' },
    ],
  }
  const threads = flagIntegers('--threads', flags.threads, { min: 1, max: 1024 })
  const custom = customNetwork(flags)
  const chosen =
    custom === undefined
      ? flagChoices('--work', flags.work ?? works.join(','), works).flatMap(name => kinds[name])
      : [{ ...smallNetwork, ...network, ...custom }]
  return chosen.flatMap(work => threads.map(count => ({ ...work, threads: count })))
}

const works = ['small', 'wide', 'study'] as const

function customNetwork({ work, hidden, batchSize }: PeersFlags): Pick<Workload, 'hidden' | 'batchSize'> | undefined {
  if (hidden === undefined) {
    if (batchSize !== undefined) throw new OptionError('--batch-size', '--hidden beside it', batchSize)
    return undefined
  }
  if (work !== undefined) throw new OptionError('--work', 'to be given without --hidden', work)
  return {
    hidden: hidden.split(',').map(text => flagInteger('--hidden', text, { min: 1, max: 65_536 })),
    batchSize: flagInteger('--batch-size', batchSize ?? '32', { min: 1, max: peerSamples }),
  }
}
