import { describe, expect, it } from 'vitest'
import { functions, smallDataset, smallNetwork } from './testing/border.ts'
import { errorOf } from './testing/refusal.ts'

const methods = functions.filter(({ objects }) => objects !== undefined)

describe('a disposed network', () => {
  it.each(['getParameters', 'setParameters', 'resetOptimizer', 'cancel', 'parameterCount'] as const)(
    'throws from %s',
    async name => {
      const network = smallNetwork()
      network.dispose()
      const error = await errorOf(() => {
        const member: unknown = Reflect.get(network, name, network)
        return (member as () => void).call(network)
      })
      expect(error.message).toBe(`${name}: the network has been disposed`)
      expect(error).toHaveProperty('code', 'ERR_BLASNET_DISPOSED')
    },
  )

  it.each(methods)('rejects $name', async ({ name, valid }) => {
    const network = smallNetwork()
    network.dispose()
    const call = Reflect.get(network, name) as (args: unknown) => Promise<unknown>
    const promise = call.call(network, valid())
    expect(promise).toBeInstanceOf(Promise)
    const error = await errorOf(() => promise)
    expect(error.message).toBe(`${name}: the network has been disposed`)
    expect(error).toHaveProperty('code', 'ERR_BLASNET_DISPOSED')
  })

  it('may be disposed of again, idle or at work', async () => {
    const network = smallNetwork()
    const dataset = smallDataset()
    await network.evaluate({ dataset })
    network.dispose()
    network.dispose()
    const busy = smallNetwork()
    const work = busy.evaluate({ dataset })
    busy.dispose()
    busy.dispose()
    await work
    busy.dispose()
    expect((await errorOf(() => busy.cancel())).message).toContain('disposed')
  })

  it('settles what was pending, cancelled, and refuses what comes after at once', async () => {
    const network = smallNetwork()
    const dataset = smallDataset()
    const steps = 2_000_000
    const training = network.trainSteps({
      dataset,
      indices: new Uint32Array(steps),
      batchSize: 1,
      learningRate: 0.1,
      optimizer: { kind: 'sgd', momentum: 0 } as const,
    })
    const waiting = network.evaluate({ dataset })
    network.dispose()
    const refused = await errorOf(() => network.evaluate({ dataset }))
    expect(refused).toHaveProperty('code', 'ERR_BLASNET_DISPOSED')
    const { losses, ended } = await training
    expect(ended).toBe('cancelled')
    expect(losses.length).toBeLessThan(steps)
    expect(await waiting).toEqual({ loss: 0, correct: 0, count: 0, cancelled: true })
  })

  it('may be disposed of in the continuation of its own work', async () => {
    const network = smallNetwork()
    const dataset = smallDataset()
    const settled = await Promise.all([
      network.evaluate({ dataset }).then(result => {
        network.dispose()
        return result.count
      }),
      network.evaluate({ dataset }).then(result => result.count),
    ])
    expect(settled[0]).toBe(5)
    expect([0, 5]).toContain(settled[1])
  })
})

describe('a disposed data set', () => {
  it.each(['count', 'features', 'classes', 'borrowed'] as const)('throws from %s', async name => {
    const dataset = smallDataset()
    dataset.dispose()
    dataset.dispose()
    const error = await errorOf(() => dataset[name])
    expect(error.message).toBe(`${name}: the data set has been disposed`)
    expect(error).toHaveProperty('code', 'ERR_BLASNET_DISPOSED')
  })

  it.each(methods)('is refused by $name', async ({ name, valid, call }) => {
    const dataset = smallDataset()
    dataset.dispose()
    const error = await errorOf(() => call({ ...valid(), dataset }))
    expect(error.message).toBe(`${name}: dataset: it has been disposed`)
    expect(error).toHaveProperty('code', 'ERR_BLASNET_DISPOSED')
  })

  it('still serves the work that was called before', async () => {
    const network = smallNetwork()
    network.setParameters(Float32Array.from({ length: network.parameterCount }, (_, i) => Math.sin(i)))
    const dataset = smallDataset()
    const before = await network.evaluate({ dataset })
    const work = [1, 2, 3].map(() => network.evaluate({ dataset }))
    dataset.dispose()
    expect(await Promise.all(work)).toEqual([before, before, before])
  })
})
