import { expect, test } from 'vitest'
import { checkNode, isSupportedNode } from './node.mjs'

test.each([
  ['18.20.0', false],
  ['20.18.3', false],
  ['20.19.0', true],
  ['20.20.2', true],
  ['21.7.3', false],
  ['22.11.0', false],
  ['22.12.0', true],
  ['24.0.0', true],
])('Node %s: %s', (version, expected) => expect(isSupportedNode(version)).toBe(expected))

test('a Node or system that does not do is named with what is needed', () => {
  expect(() => checkNode('18.20.0', 'linux')).toThrow(
    'Node.js: expected 20.19 or newer of 20, or 22.12 or newer, received 18.20.0',
  )
  expect(() => checkNode('20.19.0', 'win32')).toThrow('WSL 2')
  expect(() => checkNode('20.19.0', 'darwin')).not.toThrow()
})
