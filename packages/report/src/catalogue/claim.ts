import { z } from 'zod'
import { measureNames } from './measure-names.ts'
import { id, prose, text } from './text.ts'

const measure = z.enum(measureNames)
/** Given and true: differences and tolerances are shares of the other value. */
const relative = z.boolean().optional()

/** What a statement says in figures. Every check is decided over all seeds, see {@link verdictRule}. */
export const checkSchema = z.discriminatedUnion('kind', [
  /** measure(network) > measure(than) + by; `by` defaults to 0. */
  z.strictObject({ kind: z.literal('greater'), measure, network: id, than: id, by: z.number().optional(), relative }),
  /** measure(network) < measure(than) − by */
  z.strictObject({ kind: z.literal('less'), measure, network: id, than: id, by: z.number().optional(), relative }),
  /** |measure(network) − measure(to)| ≤ tolerance */
  z.strictObject({
    kind: z.literal('about-equal'),
    measure,
    network: id,
    to: id,
    tolerance: z.number().positive(),
    relative,
  }),
  /** Strictly ascending from the first network to the last. */
  z.strictObject({ kind: z.literal('order'), measure, networks: z.array(id).min(2) }),
  /** Smaller than that of each of the others. */
  z.strictObject({ kind: z.literal('lowest'), measure, network: id, among: z.array(id).min(1) }),
  /** Greater than that of each of the others. */
  z.strictObject({ kind: z.literal('highest'), measure, network: id, among: z.array(id).min(1) }),
  /** |measure(network) − value| ≤ tolerance; with `relative` the tolerance is a share of the value. */
  z.strictObject({
    kind: z.literal('near'),
    measure,
    network: id,
    value: z.number(),
    tolerance: z.number().nonnegative(),
    relative,
  }),
  /** measure(network) ≥ value */
  z.strictObject({ kind: z.literal('at-least'), measure, network: id, value: z.number() }),
  /** measure(network) ≤ value */
  z.strictObject({ kind: z.literal('at-most'), measure, network: id, value: z.number() }),
  /** low ≤ measure(network) ≤ high */
  z.strictObject({ kind: z.literal('between'), measure, network: id, low: z.number(), high: z.number() }),
  /** The measure exists: 95 % is reached, the validation loss does turn up. */
  z.strictObject({ kind: z.literal('occurs'), measure, network: id }),
  /** The measure exists in no run. */
  z.strictObject({ kind: z.literal('never'), measure, network: id }),
])

export type Check = z.infer<typeof checkSchema>
export type CheckKind = Check['kind']

/** A statement and the checks that decide it; it is reproduced when all of them are. */
export const claimSchema = z.strictObject({
  id,
  statement: text,
  /** Who says so: the key of one of the catalogue's `sources`. */
  source: id.optional(),
  checks: z.array(checkSchema).min(1),
  /** Shown with the verdict. */
  note: prose.optional(),
})

/** What may be said once claims have ended in a certain way, and must not be said otherwise. */
export const findingSchema = z.strictObject({
  text,
  when: z
    .array(z.strictObject({ claim: id, verdict: z.enum(['reproduced', 'within-noise', 'not-reproduced']) }))
    .min(1),
})

export type Finding = z.infer<typeof findingSchema>

export type Claim = z.infer<typeof claimSchema>
