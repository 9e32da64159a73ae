import { expect, test } from 'vitest'
import { asRoot } from './rights.mjs'

test.each(
  /** @type {const} */ ([
    ['root', 'env A=b apt-get update'],
    ['sudo', 'sudo -n env A=b apt-get update'],
    ['ask', 'sudo env A=b apt-get update'],
  ]),
)('%s: %s', (rights, expected) => {
  expect(asRoot(rights, ['apt-get', 'update'], { A: 'b' }).join(' ')).toBe(expected)
})

test('without variables nothing is put between', () => expect(asRoot('root', ['x', 'y'])).toEqual(['x', 'y']))
