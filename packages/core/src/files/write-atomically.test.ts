import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../testing/folder.ts'
import { writeAtomically } from './write-atomically.ts'

const pieces = [Buffer.from('one '), Buffer.from('two')]

test('writes the pieces one after the other and leaves nothing else behind', async () => {
  const folder = await temporaryFolder()
  await writeAtomically(join(folder, 'file'), pieces)
  expect(await readFile(join(folder, 'file'), 'utf8')).toBe('one two')
  expect(await readdir(folder)).toEqual(['file'])
})

test('replaces a longer file as a whole', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'file'), 'something much longer')
  await writeAtomically(join(folder, 'file'), pieces)
  expect(await readFile(join(folder, 'file'), 'utf8')).toBe('one two')
})

test('a name of the greatest length a folder takes', async () => {
  const folder = await temporaryFolder()
  const name = 'n'.repeat(255)
  await writeAtomically(join(folder, name), pieces)
  expect(await readdir(folder)).toEqual([name])
})

test('on failure the old content stays and the temporary file goes', async () => {
  const folder = await temporaryFolder()
  await mkdir(join(folder, 'taken'))
  await expect(writeAtomically(join(folder, 'taken'), pieces)).rejects.toThrow('EISDIR')
  const broken = [Buffer.from('one'), 5 as unknown as Uint8Array]
  await writeFile(join(folder, 'file'), 'before')
  await expect(writeAtomically(join(folder, 'file'), broken)).rejects.toThrow()
  expect(await readFile(join(folder, 'file'), 'utf8')).toBe('before')
  expect((await readdir(folder)).sort()).toEqual(['file', 'taken'])
})

test('a folder that is not there', async () => {
  const folder = await temporaryFolder()
  await expect(writeAtomically(join(folder, 'none', 'file'), pieces)).rejects.toThrow('ENOENT')
})
