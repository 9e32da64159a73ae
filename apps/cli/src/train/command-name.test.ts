import { expect, it } from 'vitest'
import { commandName } from './command-name.ts'

it.each([
  [{}, 'blasnet'],
  [{ npm_lifecycle_event: 'blasnet' }, 'pnpm blasnet'],
  [{ npm_lifecycle_event: 'start' }, 'pnpm blasnet'],
])('%j → %s', (env, name) => {
  expect(commandName(env)).toBe(name)
})
