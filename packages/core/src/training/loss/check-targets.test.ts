import { expect, it } from 'vitest'
import { checkTargetRange } from './check-targets.ts'

const inputs = new Float32Array(4)
const of = (targets: Float32Array | Uint8Array, deviation = 1) => ({
  inputs,
  count: 4,
  targets,
  targetNormalisation: { mean: 0, standardDeviation: deviation },
})

it.each([
  ['binary-cross-entropy', [0, 1, 0.5, 1.5], 'data.targets: expected numbers from 0 to 1, as the loss is binary-cross'],
  ['binary-cross-entropy', [0, 1, -0.5, 1], 'received -0.5 at index 2'],
  [
    'softmax-cross-entropy',
    [0, 5, -1, 1],
    'data.targets: expected numbers of at least 0, as the loss is softmax-cross',
  ],
] as const)('%s refuses %j', (kind, targets, message) => {
  expect(() => checkTargetRange('data', of(Float32Array.from(targets)), { kind })).toThrow(message)
})

it('looks at targets as they are normalised', () => {
  const bytes = Uint8Array.of(0, 255, 128, 1)
  expect(() => checkTargetRange('data', of(bytes, 255), { kind: 'binary-cross-entropy' })).not.toThrow()
  expect(() => checkTargetRange('data', of(bytes, 254), { kind: 'binary-cross-entropy' })).toThrow('at index 1')
})

it('lets other losses have any, and labels stand', () => {
  const wild = Float32Array.of(-5, 7, 0, 1e9)
  for (const kind of ['mean-squared-error', 'huber'] as const)
    expect(() => checkTargetRange('data', of(wild), { kind })).not.toThrow()
  const labelled = { inputs, count: 4, labels: new Uint8Array(4) }
  expect(() => checkTargetRange('data', labelled, { kind: 'softmax-cross-entropy' })).not.toThrow()
})
