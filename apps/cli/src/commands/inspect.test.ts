import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Network } from '@blasnet/core'
import { beforeAll, expect, it } from 'vitest'
import { runBlasnet } from '../testing/run-blasnet.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { writeToyData } from '../testing/toy-data.ts'
import { saveToyRun } from '../testing/toy-model.ts'

const folder = temporaryFolder()
let network: Network
beforeAll(async () => {
  const data = join(folder, 'toys')
  await writeToyData(data)
  await mkdir(join(folder, 'run'))
  network = await saveToyRun(data, join(folder, 'run'))
})

it('prints what the file holds', async () => {
  const { code, stdout, stderr } = await runBlasnet(['inspect', 'run', '--json'], { cwd: folder })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const { tensors, ...report } = JSON.parse(stdout)
  const initializer = { kind: 'fan-in-normal' }
  expect(report).toEqual({
    model: 'run/model.safetensors',
    bytes: (await stat(join(folder, 'run', 'model.safetensors'))).size,
    architecture: '16-5-3',
    dtype: 'float32',
    seed: 3,
    inputs: 16,
    parameters: 100,
    normalisation: network.normalisation,
    layers: [
      { inputs: 16, units: 5, activation: 'tanh', bias: true, initializer, parameters: 85 },
      { inputs: 5, units: 3, activation: 'identity', bias: false, initializer, parameters: 15 },
    ],
  })
  expect(tensors.map(({ name, shape, min, max }: Record<string, unknown>) => ({ name, shape, min, max }))).toEqual(
    network
      .parameters()
      .map(({ name, shape, values }) => ({ name, shape, min: Math.min(...values), max: Math.max(...values) })),
  )
  const [{ mean, std }] = tensors
  const { values } = network.parameters()[0]!
  const expected = [...values].reduce((sum, value) => sum + value, 0) / 80
  expect(mean).toBeCloseTo(expected, 12)
  expect(std).toBeCloseTo(Math.sqrt([...values].reduce((sum, value) => sum + (value - expected) ** 2, 0) / 80), 12)
})

it('prints tables to read', async () => {
  const { stdout } = await runBlasnet(['inspect', 'run/model.safetensors'], { cwd: folder })
  const lines = stdout.split('\n')
  expect(lines[0]).toBe('16-5-3 · 100 parameters · float32')
  expect(lines.slice(6, 12)).toEqual([
    'layer  shape   activation  bias  drawn from     parameters',
    '─────  ──────  ──────────  ────  ─────────────  ──────────',
    '0      16 → 5  tanh        yes   fan-in-normal          85',
    '1      5 → 3   identity    no    fan-in-normal          15',
    '─────  ──────  ──────────  ────  ─────────────  ──────────',
    'total                                                  100',
  ])
  expect(lines[15]).toMatch(/^layers\.0\.weight {2}\[5, 16\] {2}/)
})

it('says what is missing', async () => {
  expect(await runBlasnet(['inspect', 'toys', '--json'], { cwd: folder })).toEqual({
    code: 1,
    signal: null,
    stdout: '',
    stderr: "blasnet: the folder 'toys' has no model.safetensors: no such file or directory\n",
  })
})
