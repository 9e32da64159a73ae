import { expect, test } from 'vitest'
import { parsePackageManager, wantedPnpm } from './manifest.mjs'

test('the version of pnpm is read with and without a hash', () => {
  expect(parsePackageManager('pnpm@10.34.8')).toBe('10.34.8')
  expect(parsePackageManager('pnpm@10.34.8+sha512.abc')).toBe('10.34.8')
  expect(wantedPnpm()).toMatch(/^10\.\d+\.\d+$/)
})

test.each(['npm@10.0.0', 'pnpm@10', undefined])('%s is refused by name', value => {
  expect(() => parsePackageManager(value)).toThrow('package.json: packageManager: expected pnpm@x.y.z, received')
})
