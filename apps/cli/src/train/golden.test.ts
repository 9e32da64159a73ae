import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ValidationPoint } from '@blasnet/core'
import { expect, it } from 'vitest'
import { runBlasnet } from '../testing/run-blasnet.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'

interface Trajectory {
  readonly parameters: number
  readonly trainMean: number
  readonly trainStd: number
  readonly trainLoss: readonly number[]
  readonly validation: readonly ValidationPoint[]
}

const folder = temporaryFolder()
const fixtures = fileURLToPath(new URL('../../../../packages/core/src/training/fixtures/', import.meta.url))

/** Largest |received − expected| / |expected|. */
function relativeDifference(received: readonly number[], expected: readonly number[]): number {
  expect(received).toHaveLength(expected.length)
  return Math.max(...received.map((value, index) => Math.abs(value - expected[index]!) / Math.abs(expected[index]!)))
}

it.each([
  ['baseline-64', 'baseline'],
  ['all-tricks-64', 'all'],
])('%s of an independent implementation comes out of --preset %s within 1e-9', async (name, preset) => {
  const golden = JSON.parse(readFileSync(path.join(fixtures, `${name}.json`), 'utf8')) as Trajectory
  const weights = path.join(fixtures, `${name}.safetensors`)
  const steps = String(golden.trainLoss.length)
  const exact = ['--dtype', 'float64', '--no-shuffle', '--initial-weights', weights, '--max-steps', steps]
  const args = ['train', '--preset', preset, ...exact, '--json', '--out', path.join(folder, name)]
  const { code, stdout } = await runBlasnet(args)
  expect(code).toBe(0)
  const history = JSON.parse(stdout)

  expect(history.parameters).toBe(golden.parameters)
  expect(relativeDifference([history.normalisation.mean], [golden.trainMean])).toBeLessThan(1e-12)
  expect(relativeDifference([history.normalisation.std], [golden.trainStd])).toBeLessThan(1e-12)
  expect(relativeDifference(history.trainLoss, golden.trainLoss)).toBeLessThan(1e-9)
  expect(history.validation.map((point: ValidationPoint) => point.step)).toEqual(
    golden.validation.map(point => point.step),
  )
  for (const figure of ['loss', 'accuracy', 'trainAccuracy'] as const) {
    const received = history.validation.map((point: ValidationPoint) => point[figure])
    expect(
      relativeDifference(
        received,
        golden.validation.map(point => point[figure]),
      ),
    ).toBeLessThan(1e-9)
  }
})
