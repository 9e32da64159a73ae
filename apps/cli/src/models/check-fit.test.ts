import { createDataset } from '@blasnet/datasets'
import { expect, it } from 'vitest'
import { checkFit } from './check-fit.ts'

const layer = { activation: 'identity', bias: false, initializer: { kind: 'fan-in-normal' } } as const
const network = (inputs: number, units: number) => ({ inputs, layers: [{ ...layer, units }] })
const dataset = createDataset({ name: 'toys', inputs: new Uint8Array(6), labels: Uint8Array.from([0, 2]) })

it('accepts what fits, also with units to spare', () => {
  expect(() => checkFit(network(3, 3), dataset)).not.toThrow()
  expect(() => checkFit(network(3, 10), dataset)).not.toThrow()
})

it('names both figures of what does not', () => {
  expect(() => checkFit(network(4, 3), dataset)).toThrow(
    'toys: expected samples of 4 values, as the model takes, received 3',
  )
  expect(() => checkFit(network(3, 2), dataset)).toThrow(
    'toys: expected at most 2 classes, as the model knows, received 3',
  )
})
