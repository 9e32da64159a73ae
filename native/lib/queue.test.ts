import { describe, expect, it } from 'vitest'
import { cycle } from './testing/arrays.ts'
import { architectures, sampleSet, twins } from './testing/model.ts'
import { errorOf } from './testing/refusal.ts'

const features = 11
const layers = architectures['the study']!
const options = { batchSize: 5, learningRate: 0.1, optimizer: { kind: 'sgd', momentum: 0.9 } as const }
const make = () => ({ ...twins('float64', features, layers), ...sampleSet(40, features, 5) })

describe('jobs of one network', () => {
  it('run in the order called and see what the ones before them left', async () => {
    const { network, dataset } = make()
    const reference = make()
    const settled: number[] = []
    const note = <T>(promise: Promise<T>, at: number) => promise.finally(() => settled.push(at))
    const train = { dataset, indices: cycle(40), ...options }
    const [before, , after, gradient] = await Promise.all([
      note(network.evaluate({ dataset }), 0),
      note(network.trainSteps(train), 1),
      note(network.evaluate({ dataset }), 2),
      note(network.gradient({ dataset, indices: cycle(40) }), 3),
      note(network.numericalGradient({ dataset, indices: cycle(3), epsilon: 1e-3, parameters: cycle(4) }), 4),
      note(network.logits({ dataset }), 5),
    ])
    expect(settled).toEqual([0, 1, 2, 3, 4, 5])
    expect(before).toEqual(await reference.network.evaluate({ dataset }))
    await reference.network.trainSteps(train)
    expect(after).toEqual(await reference.network.evaluate({ dataset }))
    expect(gradient.loss).toBeCloseTo(after.loss, 12)
    expect(after.loss).toBeLessThan(before.loss)
  })

  it('give thousands of calls their own results', async () => {
    const { network, dataset } = make()
    const reference = make()
    const calls = Array.from({ length: 2000 }, (_, i) => {
      if (i % 2 === 0) return network.trainSteps({ dataset, indices: Uint32Array.of(i % 40), ...options, batchSize: 1 })
      return network.logits({ dataset, first: i % 40, count: 1 })
    })
    const results = await Promise.all(calls)
    for (const [i, result] of results.entries()) {
      const indices = Uint32Array.of(i % 40)
      const { dataset, network } = reference
      if (i % 2 === 0) expect(result).toEqual(await network.trainSteps({ dataset, indices, ...options, batchSize: 1 }))
      else expect(result).toEqual(await network.logits({ dataset, first: i % 40, count: 1 }))
    }
  })

  it('do not disturb those refused in between', async () => {
    const { network, dataset } = make()
    const train = { dataset, indices: cycle(40), ...options }
    const [first, refused, second] = await Promise.allSettled([
      network.trainSteps(train),
      network.trainSteps({ ...train, batchSize: 7 }),
      network.trainSteps(train),
    ])
    expect([first.status, refused.status, second.status]).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })

  it('report bad arguments as rejections, never by throwing', async () => {
    const { network, dataset } = make()
    for (const name of [
      'trainSteps',
      'evaluate',
      'logits',
      'gradient',
      'layerStatistics',
      'numericalGradient',
    ] as const) {
      const promise: unknown = (network[name] as (options: unknown) => unknown)({ dataset, wrong: 1 })
      expect(promise).toBeInstanceOf(Promise)
      expect((await errorOf(() => promise)).message).toContain(`${name}: options: expected no properties but`)
    }
  })
})

describe('synchronous methods', () => {
  const synchronous = ['getParameters', 'setParameters', 'resetOptimizer'] as const
  type Plain = (values?: unknown) => unknown

  it.each(synchronous)('%s throws while work is pending, and not from the moment it has ended', async name => {
    const { network, dataset } = make()
    const call = () => (network[name] as Plain)(new Float64Array(network.parameterCount))
    call()
    const work = network.evaluate({ dataset })
    const error = await errorOf(call)
    expect(error.message).toBe(`${name}: the network's thread is at work; wait for its promises first`)
    expect(error).toHaveProperty('code', 'ERR_BLASNET_BUSY')
    const more = network.evaluate({ dataset })
    await work
    expect((await errorOf(call)).message).toContain('at work')
    await more.then(call)
  })

  it('parameterCount and cancel can be used at any time', async () => {
    const { network, dataset } = make()
    const work = network.evaluate({ dataset })
    expect(network.parameterCount).toBe(7 * features + 7 + 35)
    network.cancel()
    await work
  })

  it('do not throw when what was called before them was refused', async () => {
    const { network } = make()
    const refused = errorOf(() => network.evaluate({ dataset: null as never }))
    expect(network.getParameters().length).toBe(network.parameterCount)
    await refused
  })

  it('find the parameters they set before any work', async () => {
    const { network, dataset } = make()
    network.setParameters(new Float64Array(network.parameterCount))
    const { loss } = await network.evaluate({ dataset })
    expect(loss).toBeCloseTo(Math.log(5), 14)
  })
})
