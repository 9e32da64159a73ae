import { type DatasetPair, loadMnist } from '@blasnet/datasets'
import { accuracyFigures } from '../figures/accuracy-figure.ts'
import { dtypeName, networkName } from '../measure/network-name.ts'
import type { Result } from '../results/document.ts'
import { type Arrival, type Race, type RaceOptions, race } from './accuracy-race.ts'
import type { AccuracySettings } from './accuracy-settings.ts'
import { renderAccuracy } from './accuracy-table.ts'
import type { RunContext, SuiteRun } from './suite-run.ts'

export interface AccuracyOptions extends Pick<RaceOptions, 'targets' | 'epochs' | 'validationsPerEpoch' | 'threads'> {
  readonly settings: readonly AccuracySettings[]
  readonly seeds: readonly number[]
  /** Default: all of MNIST. */
  readonly data?: DatasetPair
}

/** Seconds from nothing to an accuracy on the validation data. */
export function accuracyRun(options: AccuracyOptions): SuiteRun {
  return {
    suite: 'accuracy',
    measure: context => measureAccuracy(options, context),
    render: renderAccuracy,
    figures: accuracyFigures,
  }
}

const warmUpSteps = 20

async function measureAccuracy(options: AccuracyOptions, { signal, progress }: RunContext): Promise<Result[]> {
  progress('accuracy: reading MNIST')
  const data = options.data ?? (await loadMnist())
  const races: Race[][] = options.settings.map(() => [])
  // Seed after seed, so that a machine that slows down slows all of them.
  for (const [round, seed] of options.seeds.entries()) {
    for (const [i, settings] of options.settings.entries()) {
      const each = { ...options, data, settings, seed, signal }
      progress(`accuracy: seed ${round + 1} of ${options.seeds.length}, ${settings.hidden.join('-')} hidden units`)
      if (round === 0) await race({ ...each, maxSteps: warmUpSteps })
      const found = await race(each)
      if (found !== undefined) races[i]?.push(found)
    }
  }
  return options.settings.flatMap((settings, i) => resultsOf(settings, races[i] ?? [], options, data))
}

/** A result for every target that a seed reached, and one for the end of training. */
function resultsOf(
  settings: AccuracySettings,
  races: readonly Race[],
  { targets, epochs, validationsPerEpoch }: AccuracyOptions,
  data: DatasetPair,
): Result[] {
  const { hidden, activation, batchSize, dtype, learningRate, momentum } = settings
  const network = networkName([data.train.features, ...hidden, data.train.classes])
  const id = `accuracy/${network}/${activation}/b${batchSize}/a${learningRate}/m${momentum}/${dtypeName(dtype)}`
  const setup = {
    kind: 'training',
    network,
    ...{ activation, batchSize, dtype, learningRate, momentum },
    ...{ epochs, validationsPerEpoch, trainingImages: data.train.count, validationImages: data.test.count },
    targets: targets.map(percentName).join(' '),
  }
  const result = (name: string, percent: number, arrivalOf: (race: Race) => Arrival | undefined): Result[] => {
    const reached = races.flatMap(one => {
      const arrival = arrivalOf(one)
      return arrival === undefined ? [] : [{ ...one, arrival }]
    })
    if (reached.length === 0) return []
    return [
      {
        id: `${id}/${name}`,
        suite: 'accuracy',
        setup: { ...setup, percent, seeds: races.length },
        work: {},
        seconds: reached.map(({ arrival }) => arrival.seconds),
        seeds: reached.map(({ seed }) => seed),
        notes: {
          'seconds of training': reached.map(({ arrival }) => arrival.trainingSeconds),
          epochs: reached.map(({ arrival }) => arrival.epochs),
          ...(percent === 0 && { 'best accuracy': reached.map(({ bestAccuracy }) => bestAccuracy) }),
        },
      },
    ]
  }
  return [
    ...targets.flatMap((target, i) => result(percentName(target), target * 100, one => one.arrivals[i])),
    ...result('end', 0, one => one.end),
  ]
}

/** `98` and `99.5`, without the rounding of a product. */
function percentName(target: number): string {
  return String(Number((target * 100).toFixed(6)))
}
