import { BlasnetError, OptionError } from '@blasnet/check'
import { type Catalogue, readCatalogue, studyCatalogueFile } from '@blasnet/report'
import { isSystemError, systemErrorReason } from '../errors/system-error.ts'
import { UsageError } from '../errors/usage-error.ts'

/** A catalogue and the file it stands in. */
export interface CatalogueFile {
  readonly file: string
  readonly catalogue: Catalogue
}

/**
 * Reads a catalogue; without a file, the study's.
 *
 * @throws UsageError or OptionError that names the file and what is wrong with it
 */
export async function loadCatalogue(file: string = studyCatalogueFile()): Promise<CatalogueFile> {
  try {
    return { file, catalogue: await readCatalogue(file) }
  } catch (error) {
    if (!(error instanceof BlasnetError) || error instanceof OptionError) throw error
    const { cause } = error
    if (!isSystemError(cause)) throw new UsageError(error.message, { cause })
    throw new UsageError(`cannot read the catalogue '${file}': ${systemErrorReason(cause)}`, { cause })
  }
}
