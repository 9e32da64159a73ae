import { describe, expect, it } from 'vitest'
import type { NativeLoss, NativeOptimizer } from './addon-types.ts'
import { NativeDataset, NativeNetwork } from './index.ts'
import { detach } from './testing/arrays.ts'
import { type OptimizerKind, optimizerKinds, optionsOf, smallDataset, smallNetwork } from './testing/border.ts'
import { errorOf } from './testing/refusal.ts'

const layers = [{ units: 2, activation: 'identity', bias: false }] as const
const network = (dtype: 'float32' | 'float64') => new NativeNetwork({ dtype, inputs: 3, layers })
const step = () => ({ dataset: smallDataset(), indices: Uint32Array.of(0, 1), batchSize: 2, learningRate: 0.1 })

const trainWith = (optimizer: object, dtype: 'float32' | 'float64' = 'float32') =>
  network(dtype).trainSteps({ ...step(), optimizer: optimizer as NativeOptimizer })

const lossWith = (loss: object) => network('float32').evaluate({ dataset: smallDataset(), loss: loss as NativeLoss })

describe('an option of another optimizer', () => {
  const foreign = optimizerKinds.flatMap(kind =>
    [...new Set(optimizerKinds.flatMap(optionsOf))]
      .filter(option => !optionsOf(kind).includes(option))
      .map(option => [kind, option] as const),
  )

  it.each(foreign)('%s refuses %s', async (kind, option) => {
    const owner = optimizerKinds.find(other => optionsOf(other).includes(option)) as OptimizerKind
    const isBoolean = ['nesterov', 'centered', 'amsgrad'].includes(option)
    const value = isBoolean ? true : 0.5
    await trainWith({ kind: owner, [option]: value })
    const error = await errorOf(() => trainWith({ kind, [option]: value }))
    expect(error).toBeInstanceOf(RangeError)
    expect(error.message).toBe(
      `trainSteps: optimizer: ${option}: expected nothing beside kind '${kind}', received ${value}`,
    )
  })
})

describe('an option of another loss', () => {
  it.each([
    ['mean-squared-error', { delta: 1 }, '1'],
    ['mean-squared-error', { labelSmoothing: 0 }, '0'],
    ['huber', { classWeights: Float64Array.of(1, 2) }, 'a Float64Array of length 2'],
    ['binary-cross-entropy', { classWeights: Float64Array.of(1, 2) }, 'a Float64Array of length 2'],
    ['binary-cross-entropy', { labelSmoothing: 0.1 }, '0.1'],
    ['softmax-cross-entropy', { positiveWeights: Float64Array.of(1, 2) }, 'a Float64Array of length 2'],
    ['softmax-cross-entropy', { delta: 1 }, '1'],
  ])('%s refuses %o', async (kind, change, received) => {
    const error = await errorOf(() => lossWith({ kind, ...change }))
    expect(error).toBeInstanceOf(RangeError)
    const [name] = Object.keys(change)
    expect(error.message).toBe(`evaluate: loss: ${name}: expected nothing beside kind '${kind}', received ${received}`)
  })
})

describe('shares from 0 to below 1', () => {
  it.each([
    ['sgd', 'momentum'],
    ['rmsprop', 'rho'],
    ['rmsprop', 'momentum'],
    ['adam', 'beta1'],
    ['adam', 'beta2'],
    ['sgd', 'averageDecay'],
    ['adam', 'averageDecay'],
  ])('%s: %s', async (kind, option) => {
    for (const value of [1, -1e-9, 2, 1 - 1e-12]) {
      const error = await errorOf(() => trainWith({ kind, [option]: value }))
      expect(error).toBeInstanceOf(RangeError)
      expect(error.message).toBe(
        `trainSteps: optimizer: ${option}: expected a number from 0 to below 1, received ${value}`,
      )
    }
    // What float32 would round to 1, float64 holds.
    for (const value of [0, -0, 1 - 2 ** -20]) await trainWith({ kind, [option]: value })
    await trainWith({ kind, [option]: 1 - 1e-12 }, 'float64')
    await expect(trainWith({ kind, [option]: 1 }, 'float64')).rejects.toThrow('from 0 to below 1')
  })

  it('the smoothing of labels, of which float32 must leave something for networks of both types', async () => {
    for (const labelSmoothing of [1, -1e-9, 1 - 1e-12]) {
      const error = await errorOf(() => lossWith({ kind: 'softmax-cross-entropy', labelSmoothing }))
      expect(error.message).toBe(
        `evaluate: loss: labelSmoothing: expected a number from 0 to below 1, received ${labelSmoothing}`,
      )
    }
    await lossWith({ kind: 'softmax-cross-entropy', labelSmoothing: 1 - 2 ** -20 })
  })
})

describe('what must be above 0, in float32 as well', () => {
  const cases = ['clipValue', 'clipNorm', 'maxNorm'].map(option => ['sgd', option] as const)
  it.each(cases)('%s: %s', async (kind, option) => {
    for (const [value, received] of [
      [1e-60, '1e-60'],
      [1e39, '1e+39'],
    ] as const) {
      const error = await errorOf(() => trainWith({ kind, [option]: value }))
      expect(error).toBeInstanceOf(RangeError)
      expect(error.message).toBe(
        `trainSteps: optimizer: ${option}: expected a number above 0 that float32 can hold, received ${received}`,
      )
      await trainWith({ kind, [option]: value }, 'float64')
    }
    await trainWith({ kind, [option]: 1e-40 })
    await trainWith({ kind, [option]: 3e38 })
  })

  it.each(['rmsprop', 'adam', 'adagrad'])('%s: epsilon, with room for its inverse', async kind => {
    for (const [epsilon, received] of [
      [9e-31, '9e-31'],
      [1e39, '1e+39'],
    ] as const) {
      const error = await errorOf(() => trainWith({ kind, epsilon }))
      expect(error).toBeInstanceOf(RangeError)
      expect(error.message).toBe(
        `trainSteps: optimizer: epsilon: expected a number of at least 1e-30 that float32 can hold, received ${received}`,
      )
      await trainWith({ kind, epsilon }, 'float64')
    }
    await trainWith({ kind, epsilon: 1e-30 })
  })

  it("Huber's delta", async () => {
    for (const delta of [1e-60, 1e39]) {
      const error = await errorOf(() => lossWith({ kind: 'huber', delta }))
      expect(error.message).toContain('evaluate: loss: delta: expected a number above 0 that float32 can hold,')
    }
  })
})

describe('what must be at least 0', () => {
  it.each([
    ['sgd', 'l2Decay'],
    ['adam', 'decoupledDecay'],
    ['adagrad', 'initialAccumulator'],
  ])('%s: %s', async (kind, option) => {
    for (const value of [-1e-9, 1e39]) {
      const error = await errorOf(() => trainWith({ kind, [option]: value }))
      expect(error).toBeInstanceOf(RangeError)
      expect(error.message).toContain(
        `trainSteps: optimizer: ${option}: expected a number of at least 0 that float32 can hold, received `,
      )
    }
    await trainWith({ kind, [option]: 0 })
  })
})

describe('weights of a loss', () => {
  const kinds = [
    ['softmax-cross-entropy', 'classWeights'],
    ['binary-cross-entropy', 'positiveWeights'],
  ] as const

  it.each(kinds)('%s: %s are one an output', async (kind, name) => {
    for (const length of [1, 3]) {
      const error = await errorOf(() => lossWith({ kind, [name]: new Float64Array(length) }))
      expect(error).toBeInstanceOf(RangeError)
      expect(error.message).toBe(`evaluate: loss: ${name}: expected 2 weights, one an output, received ${length}`)
    }
    const error = await errorOf(() => lossWith({ kind, [name]: new Float64Array(0) }))
    expect(error.message).toBe(
      `evaluate: loss: ${name}: expected one weight an output, received a Float64Array of length 0`,
    )
  })

  it.each(kinds)('%s: %s are at least 0 and fit float32', async (kind, name) => {
    for (const value of [-1e-9, Number.NaN, Number.POSITIVE_INFINITY, 1e39]) {
      const error = await errorOf(() => lossWith({ kind, [name]: Float64Array.of(1, value) }))
      expect(error).toBeInstanceOf(RangeError)
      expect(error.message).toBe(
        `evaluate: loss: ${name}[1]: expected a number of at least 0 that float32 can hold, received ${
          value === 1e39 ? '1e+39' : value
        }`,
      )
    }
    await lossWith({ kind, [name]: Float64Array.of(0, 3e38) })
  })

  it('are copied: what happens to them later does not matter', async () => {
    const classWeights = Float64Array.of(1, 3)
    const run = lossWith({ kind: 'softmax-cross-entropy', classWeights })
    classWeights.fill(Number.NaN)
    detach(classWeights)
    // Logits are 0: every row's loss is its weight times log 2.
    expect((await run).loss).toBeCloseTo(Math.LN2, 6)
  })
})

describe('a getter among the options of an optimizer or a loss', () => {
  const nested = (act: () => void) => ({
    optimizer: () => ({
      get kind() {
        act()
        return 'adam' as const
      },
    }),
    loss: () => ({
      get kind() {
        act()
        return 'huber' as const
      },
    }),
  })

  it.each(['optimizer', 'loss'] as const)('%s: may dispose of the network', async option => {
    const own = smallNetwork()
    const options = { ...step(), [option]: nested(() => own.dispose())[option]() }
    const error = await errorOf(() => own.trainSteps(options))
    expect(error.message).toBe('trainSteps: the network has been disposed')
    expect(error).toHaveProperty('code', 'ERR_BLASNET_DISPOSED')
  })

  it.each(['evaluate', 'gradient', 'layerStatistics', 'numericalGradient'] as const)(
    'loss: may dispose of the network in %s',
    async name => {
      const own = smallNetwork()
      const batch = { dataset: smallDataset(), loss: nested(() => own.dispose()).loss() }
      const indices = { indices: Uint32Array.of(0) }
      const rest = name === 'evaluate' ? {} : name === 'numericalGradient' ? { ...indices, epsilon: 1e-3 } : indices
      const parameters = name === 'numericalGradient' ? { parameters: Uint32Array.of(0) } : {}
      const call = own[name] as (options: object) => Promise<unknown>
      const error = await errorOf(() => call.call(own, { ...batch, ...rest, ...parameters }))
      expect(error.message).toBe(`${name}: the network has been disposed`)
    },
  )

  it.each(['optimizer', 'loss'] as const)('%s: may dispose of the data set', async option => {
    const options = step()
    const hostile = { ...options, [option]: nested(() => options.dataset.dispose())[option]() }
    const error = await errorOf(() => smallNetwork().trainSteps(hostile))
    expect(error.message).toBe('trainSteps: dataset: it has been disposed')
  })

  it.each(['optimizer', 'loss'] as const)('%s: may not detach the arrays beside it', async option => {
    const indices = Uint32Array.of(0, 1)
    const first = { ...step(), indices, [option]: nested(() => detach(indices))[option]() }
    const error = await errorOf(() => smallNetwork().trainSteps(first))
    expect(error.message).toMatch(/^trainSteps: indices: .+, received a Uint32Array whose buffer is detached$/)
    const learningRate = Float64Array.of(0.1)
    const second = { ...step(), learningRate, [option]: nested(() => detach(learningRate))[option]() }
    expect((await errorOf(() => smallNetwork().trainSteps(second))).message).toMatch(
      /^trainSteps: learningRate: .+, received a Float64Array whose buffer is detached$/,
    )
  })

  it('of an optimizer may not detach the weights of the loss', async () => {
    const classWeights = Float64Array.of(1, 2)
    const optimizer = nested(() => detach(classWeights)).optimizer()
    const loss = { kind: 'softmax-cross-entropy', classWeights } as const
    const error = await errorOf(() => smallNetwork().trainSteps({ ...step(), optimizer, loss }))
    expect(error.message).toMatch(/^trainSteps: loss: classWeights: .+ whose buffer is detached$/)
  })

  it('may start work on the same network, which runs first', async () => {
    const own = smallNetwork()
    const settled: string[] = []
    let inner: Promise<unknown> | undefined
    const loss = nested(() => {
      inner ??= own.evaluate({ dataset: smallDataset() }).then(() => settled.push('inner'))
    }).loss()
    await own.trainSteps({ ...step(), loss }).then(() => settled.push('outer'))
    await inner
    expect(settled).toEqual(['inner', 'outer'])
  })
})

describe('swapAverage', () => {
  it('is refused where no average is kept', async () => {
    const own = smallNetwork()
    const refused = 'swapAverage: no average has been kept: averageDecay was not given'
    expect(() => own.swapAverage()).toThrow(refused)
    await own.trainSteps(step())
    expect(() => own.swapAverage()).toThrow(refused)
    await own.trainSteps({ ...step(), optimizer: { kind: 'sgd', averageDecay: 0.5 } })
    own.swapAverage()
    own.swapAverage()
    own.resetOptimizer()
    expect(await errorOf(() => own.swapAverage())).toMatchObject({ message: refused, code: 'ERR_BLASNET_OPTION' })
    await own.trainSteps({ ...step(), optimizer: { kind: 'sgd', averageDecay: 0.5 } })
    await own.trainSteps({ ...step(), optimizer: { kind: 'sgd', momentum: 0.5 } as const })
    expect(() => own.swapAverage()).toThrow(refused)
  })

  it('exchanges the parameters and their average', async () => {
    const own = network('float64')
    const dataset = new NativeDataset({ inputs: Float64Array.of(1, 2, 3), features: 3, labels: Uint8Array.of(1) })
    const averageDecay = 0.1
    await own.trainSteps({
      ...{ dataset, indices: Uint32Array.of(0), batchSize: 1, learningRate: 1 },
      optimizer: { kind: 'sgd', averageDecay },
    })
    // From zero weights: p = ½ each, so the step is −½·x for class 0 and ½·x for class 1.
    const trained = [-0.5, -1, -1.5, 0.5, 1, 1.5]
    expect([...own.getParameters()]).toEqual(trained)
    own.swapAverage()
    const average = own.getParameters()
    for (const [i, value] of trained.entries()) expect(average[i]).toBeCloseTo(0.9 * value, 15)
    own.swapAverage()
    expect([...own.getParameters()]).toEqual(trained)
  })

  it('waits for nobody: a busy network refuses it', async () => {
    const own = smallNetwork()
    const run = own.trainSteps({ ...step(), optimizer: { kind: 'sgd', averageDecay: 0.5 } })
    expect(await errorOf(() => own.swapAverage())).toMatchObject({ code: 'ERR_BLASNET_BUSY' })
    await run
    own.dispose()
    expect(await errorOf(() => own.swapAverage())).toMatchObject({ code: 'ERR_BLASNET_DISPOSED' })
  })
})
