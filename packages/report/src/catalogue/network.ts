import { z } from 'zod'
import { expectedSchema } from './expected.ts'
import { id, text } from './text.ts'

const kind = z.looseObject({ kind: text })

/**
 * Settings of a training run, under the names that `blasnet train --config` takes. Only the kind of the values that
 * the report words itself is checked here; whoever trains checks all of them.
 */
export const trainingConfigSchema = z.looseObject({
  hidden: z.array(z.number().int().positive()).optional(),
  activation: z.union([text, kind]).optional(),
  initializer: kind.optional(),
  optimizer: z.union([text, kind]).optional(),
  loss: z.union([text, kind]).optional(),
  learningRate: z.number().positive().optional(),
  momentum: z.number().min(0).optional(),
})

export type TrainingConfig = z.infer<typeof trainingConfigSchema>

/** Colours that the report's palette has; a network with `slot` n has the n-th of them everywhere. */
export const paletteSize = 8

export const networkSchema = z.strictObject({
  id,
  /** In legends and tables; short. */
  label: text,
  /** One line on what it is. */
  description: text.optional(),
  /** Colour and dash pattern, from 0. Networks that never share a figure may share a slot. */
  slot: z
    .number()
    .int()
    .min(0)
    .max(paletteSize - 1),
  /** Over the catalogue's `config`. */
  config: trainingConfigSchema,
  /** Norms of gradients and updates in every layer are to be recorded while it trains. */
  diagnostics: z.boolean().optional(),
  /** `supplementary` networks explain something; they stay out of the summary table. Default `main`. */
  role: z.enum(['main', 'supplementary']).optional(),
  /** Train with at most this many of the seeds asked for. Default: all of them. */
  mostSeeds: z.number().int().positive().optional(),
  expected: z.array(expectedSchema).optional(),
})

export type CatalogueNetwork = z.infer<typeof networkSchema>
