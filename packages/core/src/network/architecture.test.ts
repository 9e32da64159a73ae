import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countNumbers, countParameters, parameterTensors } from './architecture.ts'
import { checkNetworkOptions } from './check-options.ts'

function architecture(inputs: number, layers: readonly { units: number; bias: boolean; batchNorm?: boolean }[]) {
  return checkNetworkOptions({ inputs, layers }).architecture
}

/** The study's networks: a bias on the first layer only. */
const study = (...hidden: number[]) =>
  architecture(
    784,
    [...hidden, 10].map((units, index) => ({ units, bias: index === 0 })),
  )

test('the parameter counts that the study states', () => {
  expect(countParameters(study(64))).toBe(50_880)
  expect(countParameters(study(60, 60))).toBe(51_300)
  expect(countParameters(study(...new Array(10).fill(64)))).toBe(87_744)
})

test('weights [units, inputs] and biases [units], layer by layer', () => {
  expect(
    parameterTensors(
      architecture(4, [
        { units: 3, bias: true },
        { units: 2, bias: false },
      ]),
    ),
  ).toEqual([
    { name: 'layers.0.weight', shape: [3, 4], learnt: true, offset: 0, length: 12 },
    { name: 'layers.0.bias', shape: [3], learnt: true, offset: 12, length: 3 },
    { name: 'layers.1.weight', shape: [2, 3], learnt: true, offset: 15, length: 6 },
  ])
})

test('batch normalisation adds scale and shift, which are learnt, and running statistics, which are not', () => {
  const network = checkNetworkOptions({ inputs: 4, layers: [{ units: 3, batchNorm: true }, { units: 2 }] }).architecture
  expect(parameterTensors(network).map(({ name, learnt, offset }) => [name, learnt, offset])).toEqual([
    ['layers.0.weight', true, 0],
    ['layers.0.norm.scale', true, 12],
    ['layers.0.norm.shift', true, 15],
    ['layers.0.norm.running_mean', false, 18],
    ['layers.0.norm.running_variance', false, 21],
    ['layers.1.weight', true, 24],
    ['layers.1.bias', true, 30],
  ])
  expect([countParameters(network), countNumbers(network)]).toEqual([12 + 6 + 8, 32])
})

test('the tensors follow one another and hold every parameter once', () => {
  const layer = fc.record({ units: fc.integer({ min: 1, max: 20 }), bias: fc.boolean(), batchNorm: fc.boolean() })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.array(layer, { minLength: 1, maxLength: 6 }), (inputs, layers) => {
      const network = architecture(inputs, layers)
      let offset = 0
      for (const tensor of parameterTensors(network)) {
        expect(tensor.offset).toBe(offset)
        offset += tensor.length
      }
      expect(offset).toBe(countNumbers(network))
    }),
  )
})
