import { availableParallelism } from 'node:os'
import {
  checkBoolean,
  checkInteger,
  checkNumber,
  checkObject,
  checkOneOf,
  OptionError,
  readElements,
} from '@blasnet/check'
import type { Normalisation } from '@blasnet/datasets'
import { type Architecture, countNumbers, type ResolvedLayer } from './architecture.ts'
import { checkInitializers, MAX_MAGNITUDE } from './initializers/check.ts'
import { checkActivation } from './layers/activation.ts'
import { checkDropout, checkExtras } from './layers/check.ts'

/** Widest input or layer. */
export const MAX_WIDTH = 2 ** 24
export const MAX_LAYERS = 1024
/** Parameters of a network: at float64 2 GiB of weights, and as much for the velocity. */
export const MAX_PARAMETERS = 2 ** 28
/** Smallest deviation to divide by; its inverse is the largest magnitude. */
const MIN_DEVIATION = 1e-30

const DTYPES = ['float32', 'float64'] as const
const NETWORK_KEYS = ['inputs', 'inputDropout', 'layers', 'seed', 'dtype', 'normalisation'] as const
const LAYER_KEYS = [
  'units',
  'activation',
  'bias',
  'initializer',
  'biasInitializer',
  'batchNorm',
  'dropout',
  'l1',
  'l2',
] as const

export interface CheckedNetworkOptions {
  readonly architecture: Architecture
  readonly normalisation: Normalisation | undefined
}

/**
 * Checks {@link NetworkOptions} from an untyped caller and fills in the defaults.
 *
 * @throws OptionError for an unknown key, a wrong type, or a size out of bounds.
 */
export function checkNetworkOptions(value: unknown, option = 'options'): CheckedNetworkOptions {
  const given = checkObject(option, value, NETWORK_KEYS)
  const { inputs, layers, seed = 0, dtype = 'float32', normalisation } = given
  const inputDropout = checkDropout('inputDropout', given.inputDropout ?? 0)
  const architecture: Architecture = {
    inputs: checkInteger('inputs', inputs, { min: 1, max: MAX_WIDTH }),
    ...(inputDropout !== 0 && { inputDropout }),
    layers: checkLayers(layers),
    dtype: checkDType('dtype', dtype),
    seed: checkSeed('seed', seed),
  }
  const parameters = countNumbers(architecture)
  if (parameters > MAX_PARAMETERS) {
    throw new OptionError('layers', `at most ${MAX_PARAMETERS} parameters in all`, parameters)
  }
  return {
    architecture,
    normalisation: normalisation === undefined ? undefined : checkNormalisation('normalisation', normalisation),
  }
}

/** An integer 0 … 2⁵³ − 1. */
export function checkSeed(option: string, value: unknown): number {
  return checkInteger(option, value, { min: 0, max: Number.MAX_SAFE_INTEGER })
}

/** Threads to work on, 1 … 1024; one for each core when undefined. */
export function checkThreads(option: string, value: unknown): number {
  return checkInteger(option, value ?? availableParallelism(), { min: 1, max: 1024 })
}

export function checkDType(option: string, value: unknown): (typeof DTYPES)[number] {
  return checkOneOf(option, value, DTYPES)
}

/** Finite mean, standard deviation above 0. */
export function checkNormalisation(option: string, value: unknown): Normalisation {
  const { mean, standardDeviation } = checkObject(option, value, ['mean', 'standardDeviation'])
  const range = { min: -MAX_MAGNITUDE, max: MAX_MAGNITUDE }
  const deviation = checkNumber(`${option}.standardDeviation`, standardDeviation, {
    min: MIN_DEVIATION,
    max: MAX_MAGNITUDE,
  })
  return Object.freeze({ mean: checkNumber(`${option}.mean`, mean, range), standardDeviation: deviation })
}

function checkLayers(value: unknown): readonly ResolvedLayer[] {
  const given = readElements('layers', value, { min: 1, max: MAX_LAYERS })
  if (given === undefined) throw new OptionError('layers', `an array of 1 to ${MAX_LAYERS} layers`, value)
  return Object.freeze(given.map((layer, index) => checkLayer(`layers[${index}]`, layer, index === given.length - 1)))
}

function checkLayer(option: string, value: unknown, isLast: boolean): ResolvedLayer {
  const layer = checkObject(option, value, LAYER_KEYS)
  const extras = checkExtras(option, layer, isLast)
  const bias = checkBoolean(`${option}.bias`, layer.bias ?? extras.batchNorm === undefined)
  return Object.freeze({
    units: checkInteger(`${option}.units`, layer.units, { min: 1, max: MAX_WIDTH }),
    activation: checkActivation(`${option}.activation`, layer.activation ?? 'identity'),
    ...checkInitializers(option, bias, layer),
    ...extras,
  })
}
