import { isDeepStrictEqual } from 'node:util'
import { BlasnetError } from '@blasnet/check'
import type { Normalisation } from '@blasnet/datasets'
import type { Architecture } from '../network/architecture.ts'
import { type CheckedNetworkOptions, checkNetworkOptions, checkNormalisation } from '../network/check-options.ts'
import { drawsBiasByDefault } from '../network/initializers/check.ts'
import { duplicateKey } from './duplicate-key.ts'
import type { Refuse } from './header.ts'

const FORMAT = 'blasnet'
const VERSION = '1'

/** What a model file says about its network beside the weights: strings, as safetensors has it. */
export function encodeMetadata(
  architecture: Architecture,
  normalisation: Normalisation | undefined,
): Record<string, string> {
  return {
    format: FORMAT,
    version: VERSION,
    architecture: JSON.stringify(fieldsOf(architecture)),
    ...(normalisation && { normalisation: JSON.stringify(normalisation) }),
  }
}

/** Reads {@link encodeMetadata}'s strings back, checked like options that a user passes. */
export function decodeMetadata(metadata: ReadonlyMap<string, string>, refuse: Refuse): CheckedNetworkOptions {
  const format = metadata.get('format')
  if (format !== FORMAT) {
    const found = format === undefined ? 'none' : JSON.stringify(format)
    const hint = 'a file of weights alone can be loaded into a network that has been created'
    return refuse(`__metadata__: expected format "${FORMAT}", received ${found}; ${hint}`)
  }
  const version = metadata.get('version')
  if (version !== VERSION) {
    return refuse(`__metadata__: expected version "${VERSION}", received ${JSON.stringify(version) ?? 'none'}`)
  }
  const stored = parseEntry(metadata, 'architecture', refuse)
  const { architecture } = checked(() => checkNetworkOptions(stored, 'architecture'), refuse)
  // A default that was filled in would be a guess: the writer spells everything out.
  const spelledOut = [fieldsOf(architecture), fieldsBeforeBiasInitializers(architecture)]
  if (!spelledOut.some(fields => isDeepStrictEqual(stored, fields))) {
    return refuse('__metadata__: architecture: expected every option of the network and of every layer')
  }
  if (!metadata.has('normalisation')) return { architecture, normalisation: undefined }
  const statistics = parseEntry(metadata, 'normalisation', refuse)
  return { architecture, normalisation: checked(() => checkNormalisation('normalisation', statistics), refuse) }
}

function fieldsOf({ inputs, inputDropout, dtype, layers, seed }: Architecture): Architecture {
  return { inputs, ...(inputDropout !== undefined && { inputDropout }), dtype, layers, seed }
}

/** As files have it that were written when a bias could only be drawn with its weights, by the kinds there were. */
function fieldsBeforeBiasInitializers(architecture: Architecture): object {
  const layers = architecture.layers.map(({ biasInitializer, ...layer }) => {
    const implied = biasInitializer?.kind === 'with-weights' && drawsBiasByDefault(layer.initializer.kind)
    return biasInitializer === undefined || implied ? layer : { ...layer, biasInitializer }
  })
  return { ...fieldsOf(architecture), layers }
}

function checked<T>(check: () => T, refuse: Refuse): T {
  try {
    return check()
  } catch (error) {
    if (error instanceof BlasnetError) return refuse(`__metadata__: ${error.message}`)
    throw error
  }
}

function parseEntry(metadata: ReadonlyMap<string, string>, key: string, refuse: Refuse): unknown {
  const text = metadata.get(key)
  if (text === undefined) return refuse(`__metadata__: expected ${key}, received none`)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return refuse(`__metadata__: ${key}: expected JSON, but ${(error as Error).message}`)
  }
  const duplicate = duplicateKey(text)
  if (duplicate !== undefined) {
    return refuse(`__metadata__: ${key}: expected every key once, received ${JSON.stringify(duplicate)} twice`)
  }
  return value
}
