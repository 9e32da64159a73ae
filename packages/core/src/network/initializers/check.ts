import { checkNumber, checkObject, checkOneOf, OptionError } from '@blasnet/check'
import type { ResolvedInitializers } from '../architecture.ts'
import type { BiasInitializer, Initializer } from './options.ts'

/** Largest magnitude of a weight bound, mean or standard deviation: leaves room below float32's 3.4e38. */
export const MAX_MAGNITUDE = 1e30

/** Kinds without options of their own. */
const PLAIN_KINDS = [
  'fan-in-normal',
  'glorot-uniform',
  'glorot-normal',
  'he-uniform',
  'he-normal',
  'lecun-uniform',
  'lecun-normal',
] as const

/** Every kind of {@link Initializer}. */
export const INITIALIZER_KINDS = ['uniform', 'normal', ...PLAIN_KINDS, 'orthogonal', 'constant'] as const

/** Every kind of {@link BiasInitializer}. */
export const BIAS_INITIALIZER_KINDS = ['with-weights', 'constant', 'uniform', 'normal'] as const

const ANY = { min: -MAX_MAGNITUDE, max: MAX_MAGNITUDE }
const POSITIVE = { min: 0, exclusiveMin: true, max: MAX_MAGNITUDE }

/**
 * Checks an {@link Initializer} from an untyped source, such as a configuration file, and fills in its defaults.
 *
 * @param option what messages call it: `layers[0].initializer`
 * @throws OptionError that names the option, what was expected and what came.
 */
export function checkInitializer(option: string, value: unknown): Initializer {
  const given = checkObject(option, value)
  const kind = checkOneOf(`${option}.kind`, given.kind, INITIALIZER_KINDS)
  if (kind === 'uniform' || kind === 'normal' || kind === 'constant') return DISTRIBUTIONS[kind](option, given)
  if (kind === 'orthogonal') {
    const { gain } = checkObject(option, given, ['kind', 'gain'])
    return Object.freeze({ kind, gain: checkNumber(`${option}.gain`, gain ?? 1, POSITIVE) })
  }
  checkObject(option, given, ['kind'])
  return Object.freeze({ kind })
}

/**
 * The same for a {@link BiasInitializer}.
 *
 * @throws OptionError
 */
export function checkBiasInitializer(option: string, value: unknown): BiasInitializer {
  const given = checkObject(option, value)
  const kind = checkOneOf(`${option}.kind`, given.kind, BIAS_INITIALIZER_KINDS)
  if (kind !== 'with-weights') return DISTRIBUTIONS[kind](option, given)
  checkObject(option, given, ['kind'])
  return Object.freeze({ kind })
}

/** How weights and bias of the layer `option` start, from its options `bias`, `initializer` and `biasInitializer`. */
export function checkInitializers(
  option: string,
  bias: boolean,
  layer: { readonly initializer?: unknown; readonly biasInitializer?: unknown },
): ResolvedInitializers {
  const initializer = checkInitializer(`${option}.initializer`, layer.initializer ?? { kind: 'fan-in-normal' })
  const name = `${option}.biasInitializer`
  if (!bias) {
    if (layer.biasInitializer === undefined) return { bias, initializer }
    throw new OptionError(name, 'none, as the layer has no bias', layer.biasInitializer)
  }
  const usual = drawsBiasByDefault(initializer.kind) ? { kind: 'with-weights' } : { kind: 'constant', value: 0 }
  const biasInitializer = checkBiasInitializer(name, layer.biasInitializer ?? usual)
  if (initializer.kind !== 'orthogonal') return { bias, initializer, biasInitializer }
  if (biasInitializer.kind !== 'with-weights') return { bias, initializer, biasInitializer }
  const kinds = BIAS_INITIALIZER_KINDS.filter(kind => kind !== 'with-weights').map(kind => `'${kind}'`)
  throw new OptionError(`${name}.kind`, `one of ${kinds.join(', ')} beside orthogonal weights`, biasInitializer.kind)
}

/** Whether a bias is drawn with weights of this kind when nothing is said about it; it is 0 otherwise. */
export function drawsBiasByDefault(kind: Initializer['kind']): boolean {
  return kind === 'uniform' || kind === 'fan-in-normal' || kind === 'he-normal'
}

/** What weights and biases have in common. */
const DISTRIBUTIONS = {
  uniform(option: string, value: unknown) {
    const given = checkObject(option, value, ['kind', 'low', 'high'])
    const low = checkNumber(`${option}.low`, given.low, ANY)
    const high = checkNumber(`${option}.high`, given.high, { ...ANY, min: low, exclusiveMin: true })
    return Object.freeze({ kind: 'uniform' as const, low, high })
  },
  normal(option: string, value: unknown) {
    const given = checkObject(option, value, ['kind', 'mean', 'standardDeviation'])
    const mean = checkNumber(`${option}.mean`, given.mean ?? 0, ANY)
    const standardDeviation = checkNumber(`${option}.standardDeviation`, given.standardDeviation, POSITIVE)
    return Object.freeze({ kind: 'normal' as const, mean, standardDeviation })
  },
  constant(option: string, value: unknown) {
    const given = checkObject(option, value, ['kind', 'value'])
    return Object.freeze({ kind: 'constant' as const, value: checkNumber(`${option}.value`, given.value, ANY) })
  },
}
