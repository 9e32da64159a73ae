import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeAtomically } from './write-atomically.ts'

describe('writeAtomically', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'write-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('makes the folder and replaces the file', async () => {
    const file = path.join(folder, 'a', 'b.txt')
    await writeAtomically(file, 'one')
    await writeAtomically(file, Buffer.from('two'))
    expect(await readFile(file, 'utf8')).toBe('two')
    expect(await readdir(path.dirname(file))).toEqual(['b.txt'])
  })

  it('leaves nothing behind when it fails', async () => {
    // A folder stands where the file is to go.
    await writeAtomically(path.join(folder, 'c', 'd', 'e.txt'), 'x')
    await expect(writeAtomically(path.join(folder, 'c', 'd'), 'y')).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST/)
    expect(await readdir(path.join(folder, 'c'))).toEqual(['d'])
  })
})
