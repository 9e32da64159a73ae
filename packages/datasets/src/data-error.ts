import { BlasnetError } from '@blasnet/check'

export interface DataErrorDetails {
  /** Byte at which the problem stands, from the start of the file. */
  readonly offset?: number
  /** Whether `offset` counts decompressed bytes. Default false. */
  readonly decompressed?: boolean
  readonly cause?: unknown
}

/** A file of a data set is missing, damaged or not what it should be. */
export class DataError extends BlasnetError {
  /** File or folder concerned. */
  readonly file: string
  /** Byte at which the problem stands, of the decompressed data where the file is a gzip file; undefined without a place. */
  readonly offset: number | undefined

  constructor(file: string, problem: string, { offset, decompressed, cause }: DataErrorDetails = {}) {
    const place = offset === undefined ? '' : ` (at byte ${offset}${decompressed ? ' of the decompressed data' : ''})`
    super('ERR_BLASNET_DATA', `${file}: ${problem}${place}`, cause === undefined ? undefined : { cause })
    this.file = file
    this.offset = offset
  }
}
