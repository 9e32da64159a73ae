import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { writeAtomically } from './write-atomically.ts'

/** An empty folder that is removed when the test ends. */
async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'blasnet-files-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

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

test('text in one piece, in pieces, and pieces that fail half way', async () => {
  const folder = await temporaryFolder()
  const file = join(folder, 'file')
  await writeAtomically(file, 'σ = 78.9')
  expect(await readFile(file, 'utf8')).toBe('σ = 78.9')
  await writeAtomically(file, ['one ', Buffer.from('two '), 'µ'])
  expect(await readFile(file, 'utf8')).toBe('one two µ')
  function* half() {
    yield 'half'
    throw new Error('the other half is missing')
  }
  await expect(writeAtomically(file, half())).rejects.toThrow('the other half is missing')
  expect(await readFile(file, 'utf8')).toBe('one two µ')
  expect(await readdir(folder)).toEqual(['file'])
})
