import { checkNumber, checkObject, OptionError } from '@blasnet/check'
import type { LossOptions } from '@blasnet/core'
import { checkLoss as check } from '@blasnet/core/options'
import { formatKind, type Kinds, kindForm, parseKind, shortestKind } from './kind-text.ts'

/** A loss without label smoothing and class weights, which are settings of their own. */
export type Loss =
  | { readonly kind: 'softmax-cross-entropy' }
  | { readonly kind: 'binary-cross-entropy'; readonly positiveWeights?: number }
  | { readonly kind: 'mean-squared-error' }
  | { readonly kind: 'huber'; readonly delta?: number }

/** How much each class counts: `balanced` takes the inverse of its frequency. */
export type ClassWeights = 'balanced' | readonly number[]

const losses: Kinds<LossOptions['kind']> = {
  'softmax-cross-entropy': [],
  'binary-cross-entropy': [{ key: 'positiveWeights', usual: 1 }],
  'mean-squared-error': [],
  huber: [{ key: 'delta', usual: 1 }],
}

const forms = Object.entries(losses)
  .map(([kind, values]) => kindForm(kind, values))
  .join(', ')

const ownSettings = ['labelSmoothing', 'classWeights'] as const

/**
 * A loss from text such as `mean-squared-error` or `huber:0.5`, or, from a configuration file, the object that core takes,
 * without what is a setting of its own.
 *
 * @throws OptionError naming `option`
 */
export function checkLoss(option: string, value: unknown): Loss {
  const given = typeof value === 'string' ? parseKind(option, value, losses, forms) : value
  const fields: Readonly<Record<string, unknown>> = checkObject(option, given, Object.keys(Object(given)))
  const foreign = ownSettings.find(name => fields[name] !== undefined)
  if (foreign !== undefined) {
    throw new OptionError(`${option}.${foreign}`, `a setting of its own, ${foreign}`, fields[foreign])
  }
  if (Array.isArray(fields.positiveWeights)) {
    throw new OptionError(`${option}.positiveWeights`, 'one number for all classes', fields.positiveWeights)
  }
  // How many outputs there are is not known yet, and matters to none of these.
  check(option, fields, 2)
  return shortestKind(fields as { kind: LossOptions['kind'] }, losses) as Loss
}

/** As the flag takes it: `huber:0.5`. */
export function formatLoss(loss: Loss): string {
  return formatKind(loss, losses)
}

const weightForms = "'balanced', a number for each class, as 1,1,2, or 'none'"

/**
 * Weights of the classes from `balanced`, `1,1,2` or `none`, or, from a configuration file, an array or null.
 *
 * @throws OptionError naming `option`
 */
export function checkClassWeights(option: string, value: unknown): ClassWeights | null {
  if (value === null || value === 'none') return null
  if (value === 'balanced') return value
  const list =
    typeof value === 'string' ? value.split(',').map(text => (text.trim() === '' ? Number.NaN : Number(text))) : value
  if (!Array.isArray(list) || list.length < 2) throw new OptionError(option, weightForms, value)
  if (typeof value === 'string' && list.some(Number.isNaN)) throw new OptionError(option, weightForms, value)
  const weights = list.map((weight: unknown, index) => {
    return checkNumber(`${option}, class ${index}`, weight, { min: 0, max: 1e30 })
  })
  if (weights.every(weight => weight === 0)) throw new OptionError(option, 'a number above 0 among them', value)
  return weights
}
