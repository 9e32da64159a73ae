import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { makeFolders } from './make-folders.ts'

const folder = temporaryFolder()

it('makes what is missing and says where it began', async () => {
  expect(await makeFolders(path.join(folder, 'a', 'b', 'c'))).toBe(path.join(folder, 'a'))
  expect(existsSync(path.join(folder, 'a', 'b', 'c'))).toBe(true)
  expect(await makeFolders(path.join(folder, 'a', 'd'))).toBe(path.join(folder, 'a', 'd'))
  expect(await makeFolders(path.join(folder, 'a'))).toBeUndefined()
})

it('passes on why it cannot', async () => {
  writeFileSync(path.join(folder, 'file'), '')
  await expect(makeFolders(path.join(folder, 'file', 'x'))).rejects.toMatchObject({ code: 'ENOTDIR' })
})
