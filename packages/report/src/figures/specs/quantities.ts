import type { CurveQuantity } from '../../catalogue/figure.ts'
import type { HistoryPoint, RunHistory } from '../../input.ts'
import type { Sample } from '../data/across-seeds.ts'

interface QuantityDefinition {
  readonly label: string
  readonly group: 'loss' | 'accuracy'
  /** In sentences: "the validation loss". */
  readonly read: (point: HistoryPoint) => number
}

export const validationQuantities: Readonly<Record<Exclude<CurveQuantity, 'trainLoss'>, QuantityDefinition>> = {
  validationLoss: { label: 'validation loss', group: 'loss', read: point => point.loss },
  validationAccuracy: { label: 'validation accuracy', group: 'accuracy', read: point => point.accuracy },
  trainAccuracy: { label: 'training accuracy', group: 'accuracy', read: point => point.trainAccuracy },
}

export function quantityLabel(quantity: CurveQuantity): string {
  return quantity === 'trainLoss' ? 'training loss' : validationQuantities[quantity].label
}

export function quantityGroup(quantity: CurveQuantity): 'loss' | 'accuracy' {
  return quantity === 'trainLoss' ? 'loss' : validationQuantities[quantity].group
}

/** Values at the validations of a run. */
export function samplesOf(history: RunHistory, quantity: Exclude<CurveQuantity, 'trainLoss'>): Sample[] {
  const { read } = validationQuantities[quantity]
  return history.validation.map(point => ({ step: point.step, value: read(point) }))
}
