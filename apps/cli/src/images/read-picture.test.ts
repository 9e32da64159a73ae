import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makePng } from '../testing/png.ts'
import { readPicture } from './read-picture.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blasnet-pictures-'))
})
afterAll(() => rm(folder, { recursive: true }))

it('reads a file', async () => {
  const file = join(folder, 'white.png')
  await writeFile(file, makePng({ width: 2, height: 2, depth: 1, colourType: 0, samples: [0, 0, 0, 1] }))
  expect([...(await readPicture(file, 2, 'no')).pixels]).toEqual([0, 0, 0, 255])
})

it('names a file that is missing, a folder, and a file too big to read', async () => {
  const missing = join(folder, 'missing.png')
  await expect(readPicture(missing, 2, 'no')).rejects.toThrow(`${missing}: no such file or directory`)
  await expect(readPicture(folder, 2, 'no')).rejects.toThrow(`${folder}: expected a PNG file, received a folder`)
  const big = join(folder, 'big.png')
  await writeFile(big, '')
  await truncate(big, 128 * 2 ** 20 + 1)
  await expect(readPicture(big, 2, 'no')).rejects.toThrow(
    `${big}: the file is too big, 134217729 bytes, expected at most 128 MiB`,
  )
})
