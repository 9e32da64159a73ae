import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'native/lib/**/*.test.ts',
      'packages/*/src/**/*.test.ts',
      'apps/*/src/**/*.test.ts',
      'tools/**/*.test.mjs',
    ],
    // The addon keeps process-wide state (OpenBLAS): each test file gets a process of its own.
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
