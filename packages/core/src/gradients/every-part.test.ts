import { describe, expect, test } from 'vitest'
import { type CheckGradientsOptions, checkGradients } from '../index.ts'
import { BATCH, type Gradient, makeData, makeNetwork, readCases, unpack } from '../testing/agreement.ts'

// The networks and losses that are compared with PyTorch: every loss, activation, penalty, dropout, batch normalisation.
const cases = readCases<Gradient>('gradients').map(one => [one.name, one] as const)

describe('backpropagation agrees with central differences in float64', () => {
  test.each(cases)('%s', async (_, one) => {
    const network = makeNetwork(one)
    const options = { data: makeData(one), ...(one.loss && { loss: one.loss }), samples: BATCH, epsilon: 1e-5 }
    const check = await checkGradients(network, options as CheckGradientsOptions)
    expect(check.checked).toBe(unpack(one.gradient).length)
    expect(check.largestDifference).toBeLessThan(1e-8)
    // A gradient of zeros would agree with itself.
    const steepest = Math.max(...check.tensors.map(({ worst }) => Math.abs(worst.analytic)))
    expect(steepest).toBeGreaterThan(1e-4)
  })
})

test('running statistics have no gradient: the loss while training does not depend on them', async () => {
  const [, one] = cases.find(([name]) => name === 'batch normalisation')!
  const { tensors } = await checkGradients(makeNetwork(one), { data: makeData(one) } as CheckGradientsOptions)
  const running = tensors.filter(({ name }) => name.includes('running'))
  expect(running.map(({ name, checked }) => [name, checked])).toEqual([
    ['layers.0.norm.running_mean', 9],
    ['layers.0.norm.running_variance', 9],
    ['layers.1.norm.running_mean', 7],
    ['layers.1.norm.running_variance', 7],
  ])
  for (const { worst } of running) expect([worst.analytic, worst.numeric]).toEqual([0, 0])
})
