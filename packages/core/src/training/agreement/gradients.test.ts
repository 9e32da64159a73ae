import { describe, expect, test } from 'vitest'
import { checkTrainingData } from '../../data/check-data.ts'
import { openTrainingData } from '../../data/native-dataset.ts'
import { coreOf } from '../../network/network.ts'
import { ACTIVATION_KINDS, LOSS_KINDS } from '../../options.ts'
import { BATCH, difference, type Gradient, makeData, makeNetwork, readCases, unpack } from '../../testing/agreement.ts'
import { checkLoss } from '../loss/check-loss.ts'

const gradients = readCases<Gradient>('gradients')

/** Loss with penalties and gradient of the first batch, as while training. */
async function gradientOf(one: Gradient) {
  const network = makeNetwork(one)
  const { native, architecture, classes } = coreOf(network)
  const shape = { features: architecture.inputs, classes }
  const dataset = openTrainingData(checkTrainingData('data', makeData(one), shape), shape, undefined)
  const indices = Uint32Array.from({ length: BATCH }, (_, index) => index)
  const loss = checkLoss('loss', one.loss, classes)
  const result = await native.gradient({ dataset, indices, loss, seed: one.seed ?? 0 })
  dataset.dispose()
  return { ...result, outputs: await network.forward(makeData(one, { count: BATCH }).inputs) }
}

describe('loss, gradient and outputs in float64 as PyTorch and its autograd have them', () => {
  test.each(gradients.map(one => [one.name, one] as const))('%s', async (_, one) => {
    const { loss, gradient, outputs } = await gradientOf(one)
    const expected = unpack(one.gradient)
    expect(difference([loss], [one.lossValue])).toBeLessThan(1e-12)
    expect(difference(gradient, expected)).toBeLessThan(1e-12)
    expect(difference(outputs, unpack(one.outputs))).toBeLessThan(1e-12)
    // A gradient of zeros would agree with itself.
    expect(Math.max(...expected.map(Math.abs))).toBeGreaterThan(1e-2)
  })

  test('every loss and every activation is among them, in the network and as its last', () => {
    expect(new Set(gradients.map(({ loss }) => loss?.kind ?? 'softmax-cross-entropy'))).toEqual(new Set(LOSS_KINDS))
    const kinds = (at: number) =>
      gradients.map(({ network }) => {
        const { activation = 'identity' } = network.layers.at(at)!
        return typeof activation === 'string' ? activation : activation.kind
      })
    expect(new Set(kinds(0))).toEqual(new Set(ACTIVATION_KINDS))
    expect(new Set(kinds(-1))).toEqual(new Set(ACTIVATION_KINDS))
  })
})
