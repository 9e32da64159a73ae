import { describe, expect, it } from 'vitest'
import { createNetwork, type TrainOptions, train } from '../index.ts'

const SIDE = 8
const COUNT = 40
const images = Uint8Array.from({ length: COUNT * SIDE * SIDE }, (_, i) => (i * 53) % 256)
const labels = Uint8Array.from({ length: COUNT }, (_, i) => i % 3)
const data = { train: { inputs: images, labels } }
const shifted = { width: SIDE, height: SIDE, shift: 2 } as const

async function trained(options: Partial<TrainOptions> = {}) {
  using network = createNetwork({ inputs: SIDE * SIDE, layers: [{ units: 5, activation: 'tanh' }, { units: 3 }] })
  const optimizer = { kind: 'adam', learningRate: 0.01 } as const
  const { history } = await train(network, { data, optimizer, epochs: 3, batchSize: 8, ...options }).result
  return { losses: history.trainLoss, weights: network.parameters().map(({ values }) => [...values]) }
}

describe('augmentation', () => {
  it('is drawn from the seed, whatever the number of threads', async () => {
    const once = await trained({ augmentation: shifted })
    for (const threads of [1, 2, 3]) expect(await trained({ augmentation: shifted, threads })).toEqual(once)
    expect(once).not.toEqual(await trained())
    expect(once).not.toEqual(await trained({ augmentation: shifted, seed: 1 }))
  })

  it('is drawn anew for every epoch', async () => {
    const still = { shuffle: false, epochs: 2, maxSteps: 10, batchSize: 8 }
    const once = await trained({ augmentation: shifted, ...still })
    const half = await trained({ augmentation: shifted, ...still, epochs: 1, maxSteps: 5 })
    expect(once.losses.slice(0, 5)).toEqual(half.losses)
    expect(once.losses.slice(5)).not.toEqual(half.losses)
  })

  it('without any strength changes nothing', async () => {
    expect(await trained({ augmentation: { width: SIDE, height: SIDE } })).toEqual(await trained())
  })

  it.each([
    [{ height: SIDE }, 'augmentation.width: expected an integer at least 1 and at most 4096, received undefined'],
    [{ ...shifted, shift: -1 }, 'augmentation.shift: expected a finite number at least 0'],
    [{ ...shifted, flip: true }, "augmentation.flip: expected one of the options 'shift'"],
    [{ ...shifted, height: 7 }, 'data.train.inputs: expected images of 8 · 7 = 56 values'],
    [5, 'augmentation: expected a plain object, received 5'],
  ])('refuses %o', async (augmentation, message) => {
    await expect(trained({ augmentation } as object)).rejects.toThrow(message)
  })

  it('is for bytes', async () => {
    const floats = { train: { inputs: Float32Array.from(images), labels } }
    await expect(trained({ data: floats, augmentation: shifted })).rejects.toThrow(
      'data.train.inputs: expected bytes, as augmentation is given, received Float32Array',
    )
  })
})
