import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { delimiter, join, resolve } from 'node:path'
import { OptionError } from '@blasnet/check'

/** `--python`, which has to be a program, or the one that most systems have, which need not be there. */
export async function checkPython(python: string | undefined): Promise<string> {
  if (python === undefined) return 'python3'
  const folders = python.includes('/') ? [''] : (process.env.PATH ?? '').split(delimiter)
  for (const folder of folders) if (await isProgram(join(folder, python))) return python
  throw new OptionError('--python', 'a program', python)
}

/** `--node-modules`, which has to be a folder, or that of the current folder, which need not be there. */
export async function checkNodeModules(folder: string | undefined): Promise<string> {
  if (folder === undefined) return resolve('node_modules')
  const isFolder =
    folder !== '' &&
    (await stat(folder).then(
      found => found.isDirectory(),
      () => false,
    ))
  if (!isFolder) throw new OptionError('--node-modules', 'a folder', folder)
  return resolve(folder)
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK)
    return (await stat(file)).isFile()
  } catch {
    return false
  }
}
