import { z } from 'zod'
import { networkSchema, trainingConfigSchema } from './network.ts'
import { taskSchema } from './task.ts'
import { id, prose, text } from './text.ts'

/** A study: which networks to train, what to show, and what was said about them. */
export const catalogueSchema = z.strictObject({
  version: z.literal(1),
  title: text,
  subtitle: text.optional(),
  /** Below the title. */
  introduction: prose.optional(),
  /** Who is quoted, key → name as it stands in tables: `{ "study": "the report" }`. */
  sources: z.record(id, text).optional(),
  /** Settings that all networks share: data set, samples, batch size, early stopping. */
  config: trainingConfigSchema,
  networks: z.array(networkSchema).min(1),
  /** In the order of the page. */
  tasks: z.array(taskSchema).min(1),
})

export type Catalogue = z.infer<typeof catalogueSchema>
