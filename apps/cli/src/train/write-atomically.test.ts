import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { Failure } from '../errors/failure.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { writeAtomically } from './write-atomically.ts'

const folder = temporaryFolder()

it('writes all chunks, in place of what was there', async () => {
  const file = path.join(folder, 'a.txt')
  writeFileSync(file, 'old and longer than the new')
  await writeAtomically(file, ['one ', 'two ', 'µ'])
  expect(readFileSync(file, 'utf8')).toBe('one two µ')
  expect(readdirSync(folder)).toEqual(['a.txt'])
})

it('leaves what was there, and nothing else, when it fails half way', async () => {
  const file = path.join(folder, 'a.txt')
  writeFileSync(file, 'old')
  function* chunks() {
    yield 'half'
    throw new Error('the other half is missing')
  }
  await expect(writeAtomically(file, chunks())).rejects.toThrow('the other half is missing')
  expect(readFileSync(file, 'utf8')).toBe('old')
  expect(readdirSync(folder)).toEqual(['a.txt'])
})

it('names the file and why', async () => {
  const missing = path.join(folder, 'no', 'a.txt')
  await expect(writeAtomically(missing, [''])).rejects.toThrow(
    new Failure(`cannot write '${missing}': no such file or directory`),
  )
  const taken = path.join(folder, 'folder')
  mkdirSync(taken)
  await expect(writeAtomically(taken, [''])).rejects.toThrow(Failure)
  expect(readdirSync(folder).sort()).toEqual(['a.txt', 'folder'])
})
