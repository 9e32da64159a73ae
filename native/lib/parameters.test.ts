import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NativeDataset, NativeNetwork } from './index.ts'
import { dtypes } from './testing/arrays.ts'
import { expectClose, tolerance } from './testing/close.ts'

const layers = [
  { units: 3, activation: 'tanh', bias: true },
  { units: 2, activation: 'identity', bias: true },
] as const

describe.each(dtypes)('parameters of a network in %s', dtype => {
  const type = dtype === 'float32' ? Float32Array : Float64Array

  it('stand in the order weight [units, inputs], bias, layer by layer: 2-3-2 worked by hand', async () => {
    const network = new NativeNetwork({ dtype, inputs: 2, layers })
    expect(network.parameterCount).toBe(2 * 3 + 3 + 3 * 2 + 2)
    // prettier-ignore
    const values = type.of(
      ...[0.5, -1, 0.25, 2, -0.75, 1], // three units, two inputs each
      ...[0.1, -0.2, 0.3],
      ...[1, 2, 3, -1, -2, 0.5], // two units, three inputs each
      ...[0.05, -0.05],
    )
    network.setParameters(values)
    expect(network.getParameters()).toEqual(values)
    const dataset = new NativeDataset({ inputs: Float64Array.of(1, 0, 0, 1, 2, -1), features: 2 })
    const hidden = [
      [0.5 + 0.1, 0.25 - 0.2, -0.75 + 0.3],
      [-1 + 0.1, 2 - 0.2, 1 + 0.3],
      [0.5 * 2 + 1 + 0.1, 0.25 * 2 - 2 - 0.2, -0.75 * 2 - 1 + 0.3],
    ].map(z => z.map(Math.tanh) as [number, number, number])
    const expected = hidden.flatMap(([a, b, c]) => [a + 2 * b + 3 * c + 0.05, -a - 2 * b + 0.5 * c - 0.05])
    expectClose(await network.logits({ dataset }), expected, tolerance[dtype])
  })

  it('are zero at first and copied in both directions', () => {
    const network = new NativeNetwork({ dtype, inputs: 2, layers })
    const zeros = network.getParameters()
    expect(zeros).toEqual(new type(17))
    const values = zeros.map((_, i) => i + 0.5)
    network.setParameters(values)
    values.fill(9)
    const copy = network.getParameters()
    expect([...copy]).toEqual(Array.from({ length: 17 }, (_, i) => i + 0.5))
    copy.fill(9)
    expect(network.getParameters()[0]).toBe(0.5)
  })

  it('come back as they were for any architecture', () => {
    const layer = fc.record({
      units: fc.integer({ min: 1, max: 20 }),
      activation: fc.constantFrom('sigmoid', 'relu', 'identity' as const),
      bias: fc.boolean(),
    })
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.array(layer, { minLength: 1, maxLength: 5 }),
        (inputs, layers) => {
          const network = new NativeNetwork({ dtype, inputs, layers: layers as never })
          const widths = [inputs, ...layers.map(({ units }) => units)]
          const count = layers.reduce((sum, { units, bias }, l) => sum + units * (widths[l]! + (bias ? 1 : 0)), 0)
          expect(network.parameterCount).toBe(count)
          const values = new type(count).map((_, i) => i)
          network.setParameters(values)
          expect(network.getParameters()).toEqual(values)
        },
      ),
    )
  })

  it('keep NaN, infinities and -0', () => {
    const network = new NativeNetwork({ dtype, inputs: 2, layers: [{ units: 2, activation: 'relu', bias: false }] })
    const values = type.of(Number.NaN, Number.NEGATIVE_INFINITY, -0, Number.POSITIVE_INFINITY)
    network.setParameters(values)
    expect(network.getParameters()).toEqual(values)
  })
})

it('a data set describes itself', () => {
  const labels = Uint8Array.of(0, 3, 1)
  const described = ({ count, features, classes, borrowed }: NativeDataset) => ({ count, features, classes, borrowed })
  const inputs = new Float32Array(12)
  const common = { count: 3, features: 4, borrowed: false }
  expect(described(new NativeDataset({ inputs, features: 4 }))).toEqual({ ...common, classes: 0 })
  expect(described(new NativeDataset({ inputs, features: 4, labels }))).toEqual({ ...common, classes: 4 })
  expect(described(new NativeDataset({ inputs, features: 4, labels, classes: 9 }))).toEqual({ ...common, classes: 9 })
  const shared = new Float64Array(new SharedArrayBuffer(96))
  expect(described(new NativeDataset({ inputs: shared, features: 4 }))).toEqual({
    ...common,
    classes: 0,
    borrowed: true,
  })
})
