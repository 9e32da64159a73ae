import { z } from 'zod'
import { id, text } from './text.ts'

export const curveQuantities = ['trainLoss', 'validationLoss', 'trainAccuracy', 'validationAccuracy'] as const
export type CurveQuantity = (typeof curveQuantities)[number]

export const layerQuantities = ['gradientNorm', 'weightNorm', 'updateNorm', 'relativeUpdate', 'meanDerivative'] as const
export type LayerQuantity = (typeof layerQuantities)[number]

const networks = z.array(id).min(1).optional()

export const figureSchema = z.discriminatedUnion('kind', [
  /** Curves over gradient steps. Several quantities share the axes: losses with losses, accuracies with accuracies. */
  z.strictObject({
    kind: z.literal('curves'),
    id,
    title: text,
    quantities: z.array(z.enum(curveQuantities)).min(1).max(2),
    /** Default: those of the task. */
    networks,
    /** Added to the caption that the report writes. */
    caption: text.optional(),
  }),
  /** A quantity of every layer over gradient steps, one panel for each network. */
  z.strictObject({
    kind: z.literal('layers'),
    id,
    title: text,
    quantity: z.enum(layerQuantities),
    networks,
    caption: text.optional(),
  }),
  /** A quantity from the first layer to the last, at the start and over the whole of training, a line a network. */
  z.strictObject({
    kind: z.literal('layer-profile'),
    id,
    title: text,
    quantity: z.enum(layerQuantities),
    networks,
    caption: text.optional(),
  }),
])

export type FigureSpec = z.infer<typeof figureSchema>
