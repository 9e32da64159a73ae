import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunHistory } from '@blasnet/report'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { jsonChunks } from '../train/json-chunks.ts'
import { readDiagnostics } from './read-diagnostics.ts'

const file = join(temporaryFolder(), 'diagnostics.json')
const history = { validation: [{ step: 3 }] } as unknown as RunHistory
const point = { step: 3, gradientNorm: [1, 2], weightNorm: [3, 4], updateNorm: [5, 6], meanDerivative: [0.5, 1] }

it.each([
  [[5, 6]],
  // Other optimizers than SGD.
  [[Number.NaN, Number.NaN]],
])('reads what was written, updates of %j', async updateNorm => {
  const diagnostics = { samples: 10, points: [{ ...point, updateNorm }] }
  await writeFile(file, [...jsonChunks(diagnostics)].join(''))
  expect(await readDiagnostics(file, history, 2)).toEqual(diagnostics)
})

it('refuses figures that are missing, and those of another history', async () => {
  const write = (changed: object) =>
    writeFile(file, JSON.stringify({ samples: 10, points: [{ ...point, ...changed }] }))
  await write({ gradientNorm: [1, null] })
  await expect(readDiagnostics(file, history, 2)).rejects.toThrow('gradientNorm')
  await write({ updateNorm: [1] })
  await expect(readDiagnostics(file, history, 2)).rejects.toThrow('updateNorm')
  await write({ step: 4 })
  await expect(readDiagnostics(file, history, 2)).rejects.toThrow('does not belong to the history')
})
