import { BlasnetError } from '@blasnet/check'
import { NativeDataset, NativeNetwork } from '@blasnet/native'
import { describeMachine } from '../results/machine.ts'
import type { PreparedWork } from './prepare.ts'
import type { RunReply, RunRequest, Trainer } from './trainer.ts'

/** blasnet itself, in this process: the engine's calls that `train` of the core package makes. */
export function startBlasnet(work: PreparedWork): Trainer {
  const trainer = new Blasnet(work)
  return {
    versions: { blasnet: describeMachine().blasnet },
    stepsMultiple: 1,
    run: request => trainer.run(request),
    close: () => trainer.dispose(),
  }
}

class Blasnet {
  readonly #work: PreparedWork
  readonly #network: NativeNetwork
  readonly #train: NativeDataset
  readonly #validation: NativeDataset | undefined
  #position = 0

  constructor(work: PreparedWork) {
    const { workload, layers, data, normalisation, validateEvery } = work
    this.#work = work
    this.#network = new NativeNetwork({
      dtype: workload.dtype,
      inputs: data.train.features,
      layers: layers.map(({ units, activation, bias }) => ({ units, activation, bias })),
    })
    const open = ({ inputs, labels, features, classes }: typeof data.train) =>
      new NativeDataset({ inputs, labels, features, classes, ...normalisation })
    this.#train = open(data.train)
    this.#validation = validateEvery === undefined ? undefined : open(data.validation)
  }

  async run({ steps, fromStart, losses: wanted }: RunRequest): Promise<RunReply> {
    if (fromStart) {
      this.#network.setParameters(this.#work.initial)
      this.#network.resetOptimizer()
      this.#position = 0
    }
    const indices = this.#indices(steps)
    const losses: number[] = []
    const blocks = [...this.#blocks(steps)]
    const { batchSize } = this.#work.workload
    const begin = performance.now()
    for (const [first, count] of blocks) {
      const part = indices.subarray(first * batchSize, (first + count) * batchSize)
      for (const loss of await this.#trainBlock(part)) losses.push(loss)
      if (this.#isValidated(this.#position + first + count - 1)) losses.push(await this.#validate())
    }
    const seconds = (performance.now() - begin) / 1000
    this.#position += steps
    return { seconds, losses: wanted ? losses : [] }
  }

  dispose(): void {
    this.#network.dispose()
    this.#train.dispose()
    this.#validation?.dispose()
  }

  async #trainBlock(indices: Uint32Array): Promise<Float64Array> {
    const { batchSize, learningRate, momentum, threads } = this.#work.workload
    const options = {
      dataset: this.#train,
      indices,
      batchSize,
      learningRate,
      optimizer: { kind: 'sgd', momentum } as const,
    }
    const { losses, ended } = await this.#network.trainSteps({ ...options, ...(threads > 1 && { threads }) })
    if (ended === 'non-finite') {
      throw new BlasnetError('ERR_BLASNET_NON_FINITE', 'peers: a loss is not finite; lower --learning-rate')
    }
    return losses
  }

  /** Loss of the validation data; the training data are evaluated too, as the study does. */
  async #validate(): Promise<number> {
    const { threads } = this.#work.workload
    const { loss } = await this.#network.evaluate({ dataset: this.#validation as NativeDataset, threads })
    await this.#network.evaluate({ dataset: this.#train, threads })
    return loss
  }

  #isValidated(step: number): boolean {
    const { validateEvery } = this.#work
    return validateEvery !== undefined && step % validateEvery === 0
  }

  /** Steps that can be done in one call, as [first, count]: up to the next validation. */
  *#blocks(steps: number): Generator<readonly [number, number]> {
    let first = 0
    for (let step = 0; step < steps; step++) {
      if (step === steps - 1 || this.#isValidated(this.#position + step)) {
        yield [first, step + 1 - first]
        first = step + 1
      }
    }
  }

  /** Samples of the next `steps` steps. */
  #indices(steps: number): Uint32Array {
    const { order, orderSteps, workload } = this.#work
    const { batchSize } = workload
    const indices = new Uint32Array(steps * batchSize)
    for (let done = 0; done < steps; ) {
      const from = (this.#position + done) % orderSteps
      const count = Math.min(steps - done, orderSteps - from)
      indices.set(order.subarray(from * batchSize, (from + count) * batchSize), done * batchSize)
      done += count
    }
    return indices
  }
}
