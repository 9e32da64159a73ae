import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

test('the example learns its clusters', async () => {
  const program = fileURLToPath(new URL('../../examples/training-loop.mjs', import.meta.url))
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [program])
  expect(stderr).toBe('')
  const lines = stdout.trimEnd().split('\n')
  expect(lines.slice(0, -1).map(line => line.split(':')[0])).toEqual(['step 0', 'step 50', 'step 100', 'step 150'])
  expect(lines.at(-1)).toBe('accuracy 100.0 %')
})
