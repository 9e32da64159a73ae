import { z } from 'zod'
import { measureNames } from './measure-names.ts'
import { id, text } from './text.ts'

/** A number that somebody else reported for a network, to stand beside the measured one. */
export const expectedSchema = z.strictObject({
  /** Who says so: the key of one of the catalogue's `sources`. */
  source: id,
  measure: z.enum(measureNames),
  /** In the unit of the measure; shares as 0 … 1. */
  value: z.number(),
  /** As the source words it, where that says more than the number: "about 96 %". */
  text: text.optional(),
  /** Given: a verdict is passed on whether the measured mean lies this close. */
  tolerance: z.number().nonnegative().optional(),
})

export type Expected = z.infer<typeof expectedSchema>
