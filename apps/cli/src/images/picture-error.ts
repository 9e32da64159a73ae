import { BlasnetError } from '@blasnet/check'

/** A picture file cannot be used: names the file and what is wrong with it. */
export class PictureError extends BlasnetError {
  constructor(source: string, problem: string, options?: ErrorOptions) {
    super('ERR_BLASNET_DATA', `${source}: ${problem}`, options)
  }
}
