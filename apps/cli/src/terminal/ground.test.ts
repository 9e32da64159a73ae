import { expect, it } from 'vitest'
import { between, onGround } from './ground.ts'

it('puts white text on a colour, or on the nearest of the 256', () => {
  expect(onGround(' 7 ', [10, 100.4, 200], '24-bit')).toBe('\x1b[38;5;231;48;2;10;100;200m 7 \x1b[0m')
  // 0, 95 and 215 of the cube: 16 + 36 · 0 + 6 · 1 + 4.
  expect(onGround('7', [10, 100, 200], '256')).toBe('\x1b[38;5;231;48;5;26m7\x1b[0m')
  expect(onGround('7', [255, 0, 0], '256')).toContain('48;5;196m')
  expect(onGround('7', [10, 100, 200], 'none')).toBe('7')
})

it('mixes colours', () => {
  expect(between([0, 100, 50], [100, 0, 50], 0.25)).toEqual([25, 75, 50])
})
