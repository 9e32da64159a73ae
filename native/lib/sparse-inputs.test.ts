import { describe, expect, it } from 'vitest'
import type { NativeLayer } from './addon-types.ts'
import { NativeDataset } from './index.ts'
import { cycle, dtypes, randomLabels, sparseBytes } from './testing/arrays.ts'
import { expectClose } from './testing/close.ts'
import { sampleSet, twins } from './testing/model.ts'

const features = 131
const classes = 5
const count = 45
const layers: readonly NativeLayer[] = [
  { units: 67, activation: 'sigmoid', bias: true },
  { units: classes, activation: 'identity', bias: false },
]

// Most bytes are zero, which is what makes the engine multiply the others alone.
const mostlyZero = sparseBytes(count * features, 0.1)

describe.each(dtypes)('a data set of mostly zero bytes, in %s', dtype => {
  const tolerance = dtype === 'float32' ? 5e-4 : 1e-11

  it.each([1, 7, 33])('trains as the twin of the network does, batch %d', async batchSize => {
    const { dataset, samples } = sampleSet(count, features, classes, mostlyZero)
    const { network, twin } = twins(dtype, features, layers)
    const indices = cycle(6 * batchSize, count)
    const { losses } = await network.trainSteps({
      dataset,
      indices,
      batchSize,
      learningRate: 0.02,
      optimizer: { kind: 'sgd', momentum: 0.9 } as const,
    })
    const batch = (step: number) => indices.subarray(step * batchSize, (step + 1) * batchSize)
    const expected = Array.from({ length: 6 }, (_, step) =>
      twin.step(
        Array.from(batch(step), index => samples[index]!),
        0.02,
        0.9,
      ),
    )
    expectClose(losses, expected, tolerance)
    expectClose(network.getParameters(), twin.parameters, tolerance)
    const { loss, correct } = await network.evaluate({ dataset })
    const evaluated = twin.evaluate(samples)
    expectClose([loss], [evaluated.loss], tolerance)
    expect(correct).toBe(evaluated.correct)
    expectClose(
      await network.logits({ dataset }),
      samples.flatMap(({ x }) => twin.logits(x)),
      tolerance,
    )
  })

  it('may be read as if it were not, and the other way round', async () => {
    const labels = randomLabels(count, classes)
    const options = { features, labels, classes, mean: 120, standardDeviation: 70 }
    for (const inputs of [mostlyZero, mostlyZero.map(byte => 255 - byte)]) {
      const logits = []
      for (const sparse of [undefined, true, false]) {
        const dataset = new NativeDataset({ inputs, ...options, ...(sparse !== undefined && { sparse }) })
        const { network } = twins(dtype, features, layers)
        await network.trainSteps({
          dataset,
          indices: cycle(64, count),
          batchSize: 16,
          learningRate: 0.02,
          optimizer: { kind: 'sgd', momentum: 0.9 } as const,
        })
        logits.push(await network.logits({ dataset }))
      }
      expectClose(logits[1]!, logits[2]!, tolerance)
      expect(logits[0]).toEqual(logits[inputs === mostlyZero ? 1 : 2])
    }
    const floats = new Float32Array(3 * features)
    expect(() => new NativeDataset({ inputs: floats, features, sparse: true })).toThrow(
      /^NativeDataset: sparse: expected false for inputs that are no bytes, received true$/,
    )
    expect(new NativeDataset({ inputs: floats, features, sparse: false }).count).toBe(3)
  })

  it('may be all zero', async () => {
    const { dataset, samples } = sampleSet(count, features, classes, new Uint8Array(count * features))
    const { network, twin } = twins(dtype, features, layers)
    const { losses } = await network.trainSteps({
      dataset,
      indices: cycle(9),
      batchSize: 9,
      learningRate: 0.02,
      optimizer: { kind: 'sgd', momentum: 0 } as const,
    })
    expectClose(losses, [twin.step(samples.slice(0, 9), 0.02, 0)], tolerance)
    expectClose(network.getParameters(), twin.parameters, tolerance)
  })

  it('may stop being so in shared memory, before and while it is read', async () => {
    const inputs = new Uint8Array(new SharedArrayBuffer(count * features))
    const labels = randomLabels(count, classes)
    const dataset = new NativeDataset({ inputs, features, labels, classes, mean: 30, standardDeviation: 70 })
    const { network } = twins(dtype, features, layers)
    inputs.set(mostlyZero.map(byte => 255 - byte))
    const copy = new NativeDataset({
      inputs: inputs.slice(),
      features,
      labels,
      classes,
      mean: 30,
      standardDeviation: 70,
    })
    expectClose(await network.logits({ dataset }), await network.logits({ dataset: copy }), tolerance)
    const work = network.trainSteps({
      dataset,
      indices: cycle(32 * 2000, count),
      batchSize: 32,
      learningRate: 1e-4,
      optimizer: { kind: 'sgd', momentum: 0.5 } as const,
    })
    let ended = false
    void work.then(() => {
      ended = true
    })
    for (let round = 0; !ended; round++) {
      inputs.fill(round % 256)
      await new Promise(resolve => setImmediate(resolve))
    }
    const { losses } = await work
    expect([losses.length, losses.every(Number.isFinite)]).toEqual([2000, true])
  })
})
