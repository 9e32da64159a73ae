import { describe, expect, it } from 'vitest'
import { NativeDataset } from './index.ts'
import { cycle, dtypes, randomBytes } from './testing/arrays.ts'
import { expectClose, tolerance } from './testing/close.ts'
import { architectures, mean, sampleSet, standardDeviation, twins } from './testing/model.ts'

const features = 11
const classes = 5
const cases = Object.entries(architectures).flatMap(([name, layers]) => dtypes.map(dtype => ({ name, dtype, layers })))

describe.each(cases)('$name in $dtype', ({ dtype, layers }) => {
  it('evaluates and gives logits as its twin does', async () => {
    const { dataset, samples } = sampleSet(37, features, classes)
    const { network, twin } = twins(dtype, features, layers)
    const { loss, ...counts } = await network.evaluate({ dataset })
    const expected = twin.evaluate(samples)
    expectClose([loss], [expected.loss], tolerance[dtype])
    expect(counts).toEqual({ correct: expected.correct, count: 37, cancelled: false })
    const logits = await network.logits({ dataset })
    expect(logits).toBeInstanceOf(dtype === 'float32' ? Float32Array : Float64Array)
    expectClose(
      logits,
      samples.flatMap(({ x }) => twin.logits(x)),
      tolerance[dtype] * 5,
    )
  })

  it('has the gradient of its twin, and changes nothing', async () => {
    const { dataset, samples } = sampleSet(23, features, classes)
    const { network, twin } = twins(dtype, features, layers)
    const before = network.getParameters()
    const indices = Uint32Array.of(3, 3, 22, 0, 7)
    const { loss, gradient } = await network.gradient({ dataset, indices })
    const expected = twin.lossAndGradient(Array.from(indices, index => samples[index]!))
    expectClose([loss], [expected.loss], tolerance[dtype])
    expectClose(gradient, expected.gradient, tolerance[dtype])
    expect(network.getParameters()).toEqual(before)
    // Nor does it touch the velocity: the next step is that of a network that never looked.
    const run = {
      dataset,
      indices,
      batchSize: 5,
      learningRate: 0.1,
      optimizer: { kind: 'sgd', momentum: 0.9 } as const,
    }
    const fresh = twins(dtype, features, layers).network
    expect(await network.trainSteps(run)).toEqual(await fresh.trainSteps(run))
    expect(network.getParameters()).toEqual(fresh.getParameters())
  })
})

describe('numericalGradient', () => {
  it.each(Object.entries(architectures).filter(([name]) => name !== 'an activation on the output'))(
    'agrees with the gradient within ε² on %s, and puts the parameters back',
    async (_, layers) => {
      const { dataset } = sampleSet(23, features, classes)
      const { network } = twins('float64', features, layers)
      const before = network.getParameters()
      const indices = cycle(23)
      const parameters = cycle(network.parameterCount)
      const { gradient } = await network.gradient({ dataset, indices })
      const numeric = await network.numericalGradient({ dataset, indices, epsilon: 1e-4, parameters })
      expectClose(numeric, gradient, 1e-8)
      expect(network.getParameters()).toEqual(before)
    },
  )

  it('takes any parameters in any order, several times, and none', async () => {
    const { dataset } = sampleSet(9, features, classes)
    const { network } = twins('float64', features, architectures['every activation']!)
    const indices = cycle(9)
    const all = { dataset, indices, epsilon: 1e-4 }
    const last = network.parameterCount - 1
    const parameters = Uint32Array.of(last, 0, 150, 150, 3, last, 120, 0)
    const some = await network.numericalGradient({ ...all, parameters })
    const { gradient } = await network.gradient({ dataset, indices })
    expectClose(
      some,
      Array.from(parameters, index => gradient[index]!),
      1e-8,
    )
    expect(await network.numericalGradient({ ...all, parameters: new Uint32Array(0) })).toEqual(new Float64Array(0))
  })

  it('is the difference quotient of its twin', async () => {
    const { dataset, samples } = sampleSet(5, features, classes)
    const { network, twin } = twins('float64', features, architectures['the study']!)
    const parameters = Uint32Array.of(0, 40, 83, 84, 100, 118)
    const epsilon = 0.01
    const numeric = await network.numericalGradient({ dataset, indices: cycle(5), epsilon, parameters })
    const expected = Array.from(parameters, index => {
      const lossAt = (shift: number) => {
        const kept = twin.parameters[index]!
        twin.parameters[index] = kept + shift
        const { loss } = twin.evaluate(samples)
        twin.parameters[index] = kept
        return loss
      }
      return (lossAt(epsilon) - lossAt(-epsilon)) / (2 * epsilon)
    })
    expectClose(numeric, expected, 1e-12)
  })
})

describe('layerStatistics', () => {
  it('are the norms of what the twin has', async () => {
    const layers = architectures['the study']!
    const { dataset, samples } = sampleSet(8, features, classes)
    const { network, twin } = twins('float64', features, layers)
    const run = {
      dataset,
      indices: cycle(8),
      batchSize: 4,
      learningRate: 0.1,
      optimizer: { kind: 'sgd', momentum: 0.9 } as const,
    }
    await network.trainSteps(run)
    twin.step(samples.slice(0, 4), 0.1, 0.9)
    twin.step(samples.slice(4), 0.1, 0.9)
    const statistics = await network.layerStatistics({ dataset, indices: cycle(8) })
    const { gradient } = twin.lossAndGradient(samples)
    const norm = (values: readonly number[]) => Math.hypot(...values)
    const norms = (values: readonly number[]) => [norm(values.slice(0, 84)), norm(values.slice(84))]
    expectClose(statistics.gradientNorm, norms(gradient), 1e-12)
    expectClose(statistics.weightNorm, norms(twin.parameters), 1e-12)
    expectClose(statistics.velocityNorm, norms(twin.velocity), 1e-12)
    expect(statistics.deltaNorm.length).toBe(2)
    expect([...statistics.meanDerivative].at(-1)).toBe(1)
    expect(statistics.meanDerivative[0]).toBeGreaterThan(0)
    expect(statistics.meanDerivative[0]).toBeLessThan(0.25)
    expectClose(network.getParameters(), twin.parameters, 1e-12)
  })
})

describe('large data sets and parts of them', () => {
  // More than two passes of the 256 samples that the engine takes at a time.
  const count = 601

  it.each(dtypes)('evaluate to the same mean in %s', async dtype => {
    const { dataset, samples } = sampleSet(count, features, classes)
    const { network, twin } = twins(dtype, features, architectures['every activation']!)
    const { loss, correct } = await network.evaluate({ dataset })
    const expected = twin.evaluate(samples)
    expectClose([loss], [expected.loss], tolerance[dtype])
    expect(correct).toBe(expected.correct)
  })

  it.each(dtypes)('evaluate to the same bits on any number of threads in %s', async dtype => {
    const { dataset } = sampleSet(20 * count, features, classes)
    const { network } = twins(dtype, features, architectures['every activation']!)
    const alone = await network.evaluate({ dataset })
    for (const threads of [1, 2, 3, 8, 1024]) expect(await network.evaluate({ dataset, threads })).toEqual(alone)
    // More than may multiply at once, all of them at work.
    const others = Array.from({ length: 20 }, () => twins(dtype, features, architectures['every activation']!).network)
    const results = await Promise.all(others.map(other => other.evaluate({ dataset, threads: 16 })))
    expect(results).toEqual(Array(20).fill(alone))
  })

  it('give the logits of any range of samples', async () => {
    const { dataset } = sampleSet(count, features, classes)
    const { network } = twins('float64', features, architectures['the study']!)
    const all = await network.logits({ dataset })
    for (const [first, length] of [
      [0, 1],
      [600, 1],
      [255, 2],
      [1, 600],
      [100, 300],
    ] as const) {
      const part = await network.logits({ dataset, first, count: length })
      expectClose(part, all.subarray(first * classes, (first + length) * classes), 1e-13)
    }
    expectClose(await network.logits({ dataset, first: 590 }), all.subarray(590 * classes), 1e-13)
    expectClose(await network.logits({ dataset, count: 3 }), all.subarray(0, 3 * classes), 1e-13)
  })

  it('need no labels for logits, and fewer classes than units for a loss', async () => {
    const inputs = randomBytes(3 * features)
    const { network, twin } = twins('float64', features, architectures['the study']!)
    const unlabelled = new NativeDataset({ inputs, features, mean, standardDeviation })
    const labelled = new NativeDataset({ inputs, features, mean, standardDeviation, labels: Uint8Array.of(1, 0, 1) })
    expect(await network.logits({ dataset: unlabelled })).toEqual(await network.logits({ dataset: labelled }))
    const samples = [1, 0, 1].map((label, i) => ({
      x: Array.from(inputs.subarray(i * features, (i + 1) * features), value => (value - mean) / standardDeviation),
      label,
    }))
    expectClose([(await network.evaluate({ dataset: labelled })).loss], [twin.evaluate(samples).loss], 1e-12)
  })
})
