import { activate, activateBackward } from '@blasnet/native'
import { expect, test } from 'vitest'
import { ACTIVATION_KINDS, activationText } from '../../options.ts'
import { difference, readCases, unpack, type Values } from '../../testing/agreement.ts'

const values = readCases<Values>('activations')

test.each(values.map(one => [activationText(one.activation), one] as const))('%s and its derivative', (_, one) => {
  const { activation } = one
  const kind = typeof activation === 'string' ? activation : activation.kind
  const z = unpack(one.z)
  const y = activate(activation, z)
  expect(difference(y, unpack(one.y))).toBeLessThan(1e-12)
  const saved = kind === 'gelu' || kind === 'silu' ? z : y
  const slope = activateBackward(activation, saved, new Float64Array(z.length).fill(1))
  expect(difference(slope, unpack(one.slope))).toBeLessThan(1e-12)
})

test('every activation is among them', () => {
  const kinds = values.map(({ activation }) => (typeof activation === 'string' ? activation : activation.kind))
  expect(new Set(kinds)).toEqual(new Set(ACTIVATION_KINDS))
})
