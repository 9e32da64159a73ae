import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { BlasnetError } from '@blasnet/check'
import type { Catalogue } from './catalogue.ts'
import { parseCatalogue } from './parse.ts'

/** The catalogue of the study that comes with this package. */
export function studyCatalogueFile(): string {
  return fileURLToPath(new URL('../../studies/mnist-mlp.json', import.meta.url))
}

/**
 * A catalogue from a JSON file.
 *
 * @throws BlasnetError naming the file when it cannot be read or is not JSON; OptionError naming file and path within
 */
export async function readCatalogue(file: string): Promise<Catalogue> {
  return parseCatalogue(parseJson(file, await readText(file)), file)
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error)
    throw new BlasnetError('ERR_BLASNET_OPTION', `${file}: cannot read the catalogue: ${reason}`, { cause: error })
  }
}

function parseJson(file: string, content: string): unknown {
  try {
    return JSON.parse(content.replace(/^\uFEFF/, ''))
  } catch (error) {
    const { message } = error as SyntaxError
    throw new BlasnetError('ERR_BLASNET_OPTION', `${file}: not JSON: ${message}`, { cause: error })
  }
}
