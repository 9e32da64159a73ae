import { describe, expect, it } from 'vitest'
import { NativeDataset, NativeNetwork } from './index.ts'

const SIDE = 6
const features = SIDE * SIDE
const count = 20
const labels = Uint8Array.from({ length: count }, (_, i) => i % 3)
const bytes = Uint8Array.from({ length: count * features }, (_, i) => (i * 37) % 256)
const images = new NativeDataset({ inputs: bytes, features, labels, standardDeviation: 100 })
const augmentation = { width: SIDE, height: SIDE, shift: 1, rotation: 20, elastic: { strength: 4, smoothness: 2 } }

function makeNetwork() {
  const network = new NativeNetwork({
    dtype: 'float64',
    inputs: features,
    layers: [
      { units: 8, activation: 'tanh', bias: true },
      { units: 3, activation: 'identity', bias: true },
    ],
  })
  network.setParameters(Float64Array.from({ length: network.parameterCount }, (_, i) => Math.sin(i) / 4))
  return network
}

async function train(options: object, dataset = images) {
  const indices = Uint32Array.from({ length: 60 }, (_, i) => (i * 7) % count)
  const network = makeNetwork()
  try {
    const { losses } = await network.trainSteps({ dataset, indices, batchSize: 6, learningRate: 0.1, ...options })
    return [...losses, ...network.getParameters()]
  } finally {
    network.dispose()
  }
}

describe('trainSteps with augmentation', () => {
  it('is the same for any number of threads, and of those beside them', async () => {
    const alone = await train({ augmentation })
    for (const threads of [1, 2])
      for (const augmentationThreads of [0, 1, 2])
        expect(await train({ augmentation, threads, augmentationThreads })).toEqual(alone)
  })

  it('changes what is learnt, by seed and by the number of the first step', async () => {
    const plain = await train({})
    const one = await train({ augmentation })
    expect(one).not.toEqual(plain)
    expect(await train({ augmentation, seed: 1 })).not.toEqual(one)
    expect(await train({ augmentation, firstStep: 1 })).not.toEqual(one)
  })

  it('without any strength leaves images as they are', async () => {
    expect(await train({ augmentation: { width: SIDE, height: SIDE } })).toEqual(await train({}))
  })

  it('refuses images of another size, inputs that are no bytes, and threads with nothing to do', async () => {
    await expect(train({ augmentation: { ...augmentation, height: 5 } })).rejects.toThrow(
      'trainSteps: augmentation: width · height: expected 36, the features of a sample, received 30',
    )
    const floats = new NativeDataset({ inputs: Float32Array.from(bytes), features, labels })
    await expect(train({ augmentation }, floats)).rejects.toThrow(
      'trainSteps: augmentation: dataset: expected inputs that are bytes, received numbers',
    )
    await expect(train({ augmentationThreads: 1 })).rejects.toThrow(
      'trainSteps: augmentationThreads: expected nothing without augmentation, received 1',
    )
  })
})
