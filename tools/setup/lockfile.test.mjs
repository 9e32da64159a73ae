import { expect, test } from 'vitest'
import { members } from './lockfile.mjs'

test('the members of the workspace are the importers that have dependencies', () => {
  const lockfile = `lockfileVersion: '9.0'

importers:

  .:
    devDependencies:
      typescript:
        specifier: 'catalog:'

  'packages/with space':
    dependencies:
      x: y

  packages/none: {}

packages:

  '@scope/name@1.0.0':
    resolution: {}
`
  expect(members(lockfile)).toEqual(['.', 'packages/with space'])
})

test('a text without importers has no members', () => expect(members('packages:\n\n  a:\n')).toEqual([]))
