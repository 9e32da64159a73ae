import { describe, expect, it } from 'vitest'
import { cycle, dtypes } from './testing/arrays.ts'
import { architectures, sampleSet, twins } from './testing/model.ts'
import { errorOf } from './testing/refusal.ts'

const features = 9
const classes = 5
const count = 40
const batchSize = 8

describe.each(dtypes)('a learning rate for each step, in %s', dtype => {
  const { dataset } = sampleSet(count, features, classes)
  const network = () => twins(dtype, features, architectures['every activation']!).network
  const indices = cycle(4 * batchSize, count)
  const options = { dataset, batchSize, optimizer: { kind: 'sgd', momentum: 0.9 } as const }

  it('is what that step takes', async () => {
    const rates = Float64Array.of(0.1, 0.02, 0, 0.3)
    const together = network()
    const { losses } = await together.trainSteps({ ...options, indices, learningRate: rates })
    const oneByOne = network()
    for (const [step, learningRate] of rates.entries()) {
      const own = indices.subarray(step * batchSize, (step + 1) * batchSize)
      const before = oneByOne.getParameters()
      const rate = learningRate === 0 ? Float64Array.of(0) : learningRate
      const single = await oneByOne.trainSteps({ ...options, indices: own, learningRate: rate })
      expect(single.losses[0]).toBe(losses[step])
      if (learningRate === 0) expect(oneByOne.getParameters()).toEqual(before)
    }
    expect(together.getParameters()).toEqual(oneByOne.getParameters())
  })

  it('is the same as one for all when all are equal', async () => {
    const [equal, single] = [network(), network()]
    await equal.trainSteps({ ...options, indices, learningRate: new Float64Array(4).fill(0.05) })
    await single.trainSteps({ ...options, indices, learningRate: 0.05 })
    expect(equal.getParameters()).toEqual(single.getParameters())
  })

  it.each([
    ['too few', Float64Array.of(0.1, 0.1), /learningRate: expected .*4.*one learning rate a step.*2/],
    ['none', new Float64Array(), /learningRate: expected .*4/],
    [
      'one below 0',
      Float64Array.of(0.1, -0.1, 0.1, 0.1),
      /learningRate\[1\]: expected a number of at least 0 .*-0\.1$/,
    ],
    ['NaN', Float64Array.of(0.1, 0.1, NaN, 0.1), /learningRate\[2\]: expected a number of at least 0 .*NaN$/],
    ['infinity', Float64Array.of(0.1, 0.1, 0.1, Infinity), /learningRate\[3\]: expected .*Infinity$/],
    ['floats', new Float32Array(4).fill(0.1), /learningRate: expected a Float64Array, received a Float32Array/],
  ])('is refused for %s', async (_, learningRate, message) => {
    const error = await errorOf(() => network().trainSteps({ ...options, indices, learningRate } as never))
    expect(error.message).toMatch(message)
  })
})
