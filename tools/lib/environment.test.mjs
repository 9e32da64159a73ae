import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { prepareEnvironment, prepend } from './environment.mjs'

test('a folder goes to the front once, and only if it exists', () => {
  const env = { PATH: '/one:/two' }
  prepend(env, 'PATH', [tmpdir(), '/no/such/folder'])
  expect(env.PATH).toBe(`${tmpdir()}:/one:/two`)
  prepend(env, 'PATH', [tmpdir()])
  expect(env.PATH).toBe(`${tmpdir()}:/one:/two`)
})

test('telemetry and questions about updates are off', () => {
  /** @type {NodeJS.ProcessEnv} */
  const env = { PATH: '/one' }
  prepareEnvironment(env)
  expect(env).toMatchObject({ TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1', DO_NOT_TRACK: '1' })
})
