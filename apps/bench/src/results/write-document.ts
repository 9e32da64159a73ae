import { dirname } from 'node:path'
import { writeAtomically } from '@blasnet/files'
import type { Document } from './document.ts'
import { makeFolder } from './make-folder.ts'

/** Writes a document as JSON, a result a line, into a folder that is made where it is missing. */
export async function writeDocument(file: string, document: Document): Promise<void> {
  await makeFolder(dirname(file))
  await writeAtomically(file, documentText(document))
}

/** The document as JSON with a result a line, so that two of them can be told apart by eye. */
export function documentText({ results, ...rest }: Document): string {
  const head = JSON.stringify(rest, null, 2).replace(/\n}$/, '')
  const lines = results.map(result => `    ${JSON.stringify(result)}`)
  return `${head},\n  "results": [\n${lines.join(',\n')}\n  ]\n}\n`
}
