import { readFile } from 'node:fs/promises'
import { BlasnetError, describe } from '@blasnet/check'
import type { Document } from './document.ts'
import { parseDocument } from './parse-document.ts'

/**
 * Reads and checks what {@link writeDocument} wrote.
 *
 * @throws BlasnetError with code ERR_BLASNET_DATA naming the file, and the field where one is at fault
 */
export async function readDocument(file: string): Promise<Document> {
  const text = await readText(file)
  try {
    return parseDocument(parseJson(text))
  } catch (error) {
    if (!(error instanceof BlasnetError)) throw error
    throw new BlasnetError('ERR_BLASNET_DATA', `${file}: ${error.message}`, { cause: error })
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const reason = (code && reasons[code]) ?? code ?? describe(error)
    throw new BlasnetError('ERR_BLASNET_DATA', `${file}: cannot be read: ${reason}`, { cause: error })
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
  ENOENT: 'no such file',
  ENOTDIR: 'part of the path is no folder',
  ERR_FS_FILE_TOO_LARGE: 'too large',
}

function parseJson(text: string): unknown {
  if (text.trim() === '') throw new BlasnetError('ERR_BLASNET_DATA', 'expected a JSON document, received an empty file')
  try {
    return JSON.parse(text)
  } catch (error) {
    const problem = (error as Error).message
    const hint = text.trimEnd().endsWith('}') ? '' : '; it seems to have been cut off'
    throw new BlasnetError('ERR_BLASNET_DATA', `expected a JSON document: ${problem}${hint}`, { cause: error })
  }
}
