import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { peers } from './catalogue.ts'
import { scriptPath } from './script-path.ts'
import { smallNetwork, studyEpoch, type Workload } from './workload.ts'

const work = (more: Partial<Workload>): Workload => ({ ...smallNetwork, dtype: 'float32', threads: 1, ...more })
const suited = (workload: Workload) =>
  peers.filter(({ suits, unable }) => suits(workload) && unable?.(workload) === undefined).map(({ id }) => id)

test('every script is there', () => {
  expect(peers.filter(({ script }) => !existsSync(scriptPath(script)))).toEqual([])
  expect(existsSync(scriptPath('mkl_as_on_intel.c'))).toBe(true)
})

test('who takes part in what', () => {
  const python = [
    'torch-module',
    'torch-eager',
    'torch-eager-mkl',
    'torch-compile',
    'torch-compile-mkl',
    'torch-compile-10',
    'torch-compile-10-mkl',
  ]
  expect(suited(work({}))).toEqual(peers.map(({ id }) => id))
  expect(suited(work({ dtype: 'float64' }))).toEqual([...python, 'numpy', 'numpy-plain', 'sklearn'])
  expect(suited(work({ ...studyEpoch }))).toEqual(['numpy', 'numpy-float64', 'numpy-plain', 'numpy-plain-float64'])
  expect(suited(work({ ...studyEpoch, dtype: 'float64' }))).toEqual(['numpy', 'numpy-plain'])
  expect(suited(work({ bias: 'first' }))).not.toContain('sklearn')
})
