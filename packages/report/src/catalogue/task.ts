import { z } from 'zod'
import { claimSchema, findingSchema } from './claim.ts'
import { figureSchema } from './figure.ts'
import { trainingConfigSchema } from './network.ts'
import { id, prose, text } from './text.ts'

const common = {
  /** What `--only` takes: "1a", "3", "4d". */
  id,
  /** Other names of the same task: a section may answer "4a" and "4b" together. */
  also: z.array(id).optional(),
  title: text,
  /** What is asked and why, before the results. */
  prose: prose.optional(),
  claims: z.array(claimSchema).optional(),
  /** Sentences that the verdicts decide about: each is shown only when its claims ended as it says. */
  findings: z.array(findingSchema).optional(),
  /** After the results; whatever they are. */
  conclusion: prose.optional(),
}

const networks = z.array(id).min(1)
const figures = z.array(figureSchema).optional()
/** Network → what it is called within this task: "64 units" says more here than "all tricks". */
const labels = z.record(id, text).optional()

/** A step of a derivation: a sentence, a displayed formula, or both. */
const derivationStep = z.strictObject({
  text: text.optional(),
  /** Several formulas stand side by side where there is room. */
  tex: z.union([text, z.array(text).min(1)]).optional(),
})

export const taskSchema = z.discriminatedUnion('kind', [
  /** Formulas. `unit` and `batch` are the report's own: backpropagation for one weight, and in matrices for a batch. */
  z.strictObject({
    kind: z.literal('derivation'),
    ...common,
    derivation: z.union([z.enum(['unit', 'batch']), z.array(derivationStep).min(1)]),
  }),
  /** Mean and standard deviation of the training images. */
  z.strictObject({
    kind: z.literal('normalisation'),
    ...common,
    expected: z.strictObject({ source: id, mean: z.number(), std: z.number() }).optional(),
  }),
  /** Backpropagation against central differences of the loss, in float64. */
  z.strictObject({
    kind: z.literal('gradient-check'),
    ...common,
    check: z.strictObject({
      /** Of the network, over the catalogue's `config`. */
      config: trainingConfigSchema,
      samples: z.number().int().positive().optional(),
      epsilon: z.number().positive().optional(),
      /** How many parameters to check. Default `all`. */
      parameters: z.union([z.literal('all'), z.number().int().positive()]).optional(),
      seed: z.number().int().min(0).optional(),
    }),
    /** Largest difference that passes. Default ε². */
    tolerance: z.number().positive().optional(),
  }),
  /** Parameters counted in the trained networks, against the sum over their layers. */
  z.strictObject({ kind: z.literal('parameters'), ...common, networks }),
  /** Networks trained and compared. */
  z.strictObject({ kind: z.literal('comparison'), ...common, networks, labels, figures }),
  /** As a comparison, with what happens inside the layers during training. */
  z.strictObject({ kind: z.literal('depth-analysis'), ...common, networks, labels, figures }),
])

export type Task = z.infer<typeof taskSchema>
export type TaskKind = Task['kind']
export type GradientCheckTask = Extract<Task, { kind: 'gradient-check' }>
