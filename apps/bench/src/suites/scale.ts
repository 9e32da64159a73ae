import os from 'node:os'
import { type Dataset, firstSamples, loadMnist, type Normalisation, normalisationStatistics } from '@blasnet/datasets'
import type { DType, NativeNetwork } from '@blasnet/native'
import { scaleFigures } from '../figures/scale-figure.ts'
import { evaluations } from '../measure/evaluations.ts'
import { timed } from '../measure/interleave.ts'
import { dtypeName, networkName } from '../measure/network-name.ts'
import { pace } from '../measure/pace.ts'
import { batchIndices, createNetwork, openDataset, type Path, trainingSteps } from '../measure/training-steps.ts'
import { flopsPerSample, forwardFlopsPerSample } from '../measure/work.ts'
import type { Result } from '../results/document.ts'
import { measurePlanned } from './measure-planned.ts'
import { renderScale } from './scale-table.ts'
import type { RunContext, SuiteRun } from './suite-run.ts'
import { type Planned, planYardsticks } from './yardsticks.ts'

export interface ScaleOptions {
  readonly dtype: DType
  /** Threads for one network; 1 among them. */
  readonly threads: readonly number[]
  /** Networks at once, each on one thread; 1 among them. */
  readonly networks: readonly number[]
  readonly rounds: number
  /** Seconds that a sample is to take. */
  readonly sampleSeconds: number
  readonly quick: boolean
}

const trainingSamples = 20_000
const evaluationSamples = 30_000
const momentum = 0.9

interface ScaledNetwork {
  readonly hidden: readonly number[]
  readonly batchSize: number
}

const studied: readonly ScaledNetwork[] = [
  { hidden: [64], batchSize: 32 },
  { hidden: new Array<number>(10).fill(64), batchSize: 32 },
  { hidden: [800, 800], batchSize: 128 },
]

/** One network on one to all cores, and one to many networks at once. */
export function scaleRun(options: ScaleOptions): SuiteRun {
  return {
    suite: 'scale',
    measure: context => measureScale(options, context),
    render: renderScale,
    figures: scaleFigures,
  }
}

async function measureScale(options: ScaleOptions, context: RunContext): Promise<Result[]> {
  const { dtype, threads, rounds, quick } = options
  context.progress('scale: reading MNIST')
  const { train } = await loadMnist()
  const plan = new ScalePlan(options, train)
  const yardsticks = await planYardsticks({ suite: 'scale', dtypes: [dtype], threads, copy: true, quick })
  try {
    const networks = quick ? studied.slice(0, 1) : studied
    for (const network of networks) {
      context.progress(`scale: preparing ${plan.nameOf(network)}`)
      for (const count of threads) {
        if (context.signal.aborted) return []
        await plan.addTraining(network, count)
        await plan.addEvaluation(network, count, 'auto')
      }
      // What evaluation is compared with: the dense forward pass on one thread.
      await plan.addEvaluation(network, 1, 'dense')
    }
    for (const network of networks) {
      for (const count of options.networks) {
        if (context.signal.aborted) return []
        context.progress(`scale: preparing ${count} × ${plan.nameOf(network)}`)
        await plan.addMany(network, count)
      }
    }
    return await measurePlanned([...plan.planned, ...yardsticks.planned], rounds, 'scale', context)
  } finally {
    await yardsticks.stop()
    plan.dispose()
  }
}

/** Collects what is to be measured, with the networks and data that it needs. */
class ScalePlan {
  readonly planned: Planned[] = []
  readonly #options: ScaleOptions
  readonly #training: Dataset
  readonly #evaluation: Dataset
  readonly #normalisation: Normalisation
  readonly #networks: NativeNetwork[] = []

  constructor(options: ScaleOptions, data: Dataset) {
    this.#options = options
    this.#training = firstSamples(data, trainingSamples)
    this.#evaluation = firstSamples(data, evaluationSamples)
    this.#normalisation = normalisationStatistics(this.#training)
  }

  nameOf(network: ScaledNetwork): string {
    return networkName(this.#widthsOf(network))
  }

  async addTraining(scaled: ScaledNetwork, threads: number): Promise<void> {
    const { batchSize } = scaled
    const network = this.#make(scaled)
    const { repeats, measure } = await this.#paceSteps([network], batchSize, threads)
    const used = network.trainingThreads({ batchSize, threads })
    this.planned.push({
      measure,
      result: {
        id: `scale/train/${this.#idOf(scaled)}/t${threads}`,
        suite: 'scale',
        setup: { kind: 'training', ...this.#setupOf(scaled), batchSize, momentum, threads },
        work: this.#trainingWork(scaled, repeats, 1),
        seeds: [1],
        notes: { threadsUsed: used },
      },
    })
  }

  async addEvaluation(scaled: ScaledNetwork, threads: number, path: Path): Promise<void> {
    const network = this.#make(scaled)
    const batches = [openDataset(this.#evaluation, this.#normalisation, path)]
    const run = (passes: number) => evaluations(network, batches, { passes, threads })
    const { repeats, measure } = await pace(run, this.#options.sampleSeconds)
    const samples = repeats * this.#evaluation.count
    const suffix = path === 'auto' ? '' : `/${path}`
    this.planned.push({
      measure,
      result: {
        id: `scale/evaluate/${this.nameOf(scaled)}/${dtypeName(this.#options.dtype)}/t${threads}${suffix}`,
        suite: 'scale',
        setup: { kind: 'evaluation', ...this.#setupOf(scaled), threads, path },
        work: { samples, steps: repeats, flops: samples * forwardFlopsPerSample(this.#widthsOf(scaled)) },
        seeds: [1],
      },
    })
  }

  /** `count` networks that train at the same time, each on a thread of its own. */
  async addMany(scaled: ScaledNetwork, count: number): Promise<void> {
    const { batchSize } = scaled
    const networks = Array.from({ length: count }, () => this.#make(scaled))
    const { repeats, measure } = await this.#paceSteps(networks, batchSize, 1)
    this.planned.push({
      measure,
      result: {
        id: `scale/many/${this.#idOf(scaled)}/n${count}`,
        suite: 'scale',
        setup: { kind: 'many', ...this.#setupOf(scaled), batchSize, momentum, networks: count, threads: 1 },
        work: this.#trainingWork(scaled, repeats, count),
        seeds: [1],
        notes: { cores: os.availableParallelism() },
      },
    })
  }

  dispose(): void {
    for (const network of this.#networks) network.dispose()
  }

  #paceSteps(networks: readonly NativeNetwork[], batchSize: number, threads: number) {
    const dataset = openDataset(this.#training, this.#normalisation)
    let indices: Uint32Array = new Uint32Array(0)
    return pace(steps => {
      if (indices.length !== steps * batchSize) indices = batchIndices(this.#training.count, batchSize, steps)
      return timed(() => {
        return Promise.all(networks.map(one => trainingSteps(one, dataset, indices, { batchSize, momentum, threads })))
      })
    }, this.#options.sampleSeconds)
  }

  #make({ hidden }: ScaledNetwork): NativeNetwork {
    const network = createNetwork(this.#training, { hidden, dtype: this.#options.dtype })
    this.#networks.push(network)
    return network
  }

  #trainingWork(scaled: ScaledNetwork, steps: number, networks: number) {
    const samples = steps * scaled.batchSize * networks
    return { samples, steps, flops: samples * flopsPerSample(this.#widthsOf(scaled)) }
  }

  #widthsOf({ hidden }: ScaledNetwork): number[] {
    return [this.#training.features, ...hidden, this.#training.classes]
  }

  #setupOf(scaled: ScaledNetwork) {
    return { network: this.nameOf(scaled), dtype: this.#options.dtype }
  }

  #idOf(scaled: ScaledNetwork): string {
    return `${this.nameOf(scaled)}/b${scaled.batchSize}/${dtypeName(this.#options.dtype)}`
  }
}
