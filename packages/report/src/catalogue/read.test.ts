import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { BlasnetError } from '@blasnet/check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { smallCatalogue } from '../testing/small-catalogue.ts'
import { readCatalogue } from './read.ts'

describe('readCatalogue', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'catalogue-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  const fileWith = async (content: string) => {
    const file = path.join(folder, 'my.json')
    await writeFile(file, content)
    return file
  }

  it('reads a file, with a byte order mark or without', async () => {
    const text = JSON.stringify(smallCatalogue())
    expect(await readCatalogue(await fileWith(text))).toEqual(smallCatalogue())
    expect(await readCatalogue(await fileWith(`\uFEFF${text}`))).toEqual(smallCatalogue())
  })

  it('names a file that is not there, is no JSON, or is no catalogue', async () => {
    const missing = path.join(folder, 'none.json')
    await expect(readCatalogue(missing)).rejects.toThrow(
      new BlasnetError('ERR_BLASNET_OPTION', `${missing}: cannot read the catalogue: ENOENT`),
    )
    await expect(readCatalogue(await fileWith('{'))).rejects.toThrow(/my\.json: not JSON: /)
    await expect(readCatalogue(await fileWith('[]'))).rejects.toThrow(
      /my\.json: expected an object, received an array of length 0$/,
    )
  })
})
