import type { FloatArray } from '@blasnet/native'
import { PREFIX_BYTES } from './read-safetensors.ts'

export interface TensorToStore {
  readonly name: string
  readonly shape: readonly number[]
  readonly values: FloatArray
}

/**
 * The pieces of a safetensors file, to be written one after the other: header length, JSON header padded with spaces so
 * that the data starts at a multiple of 8 bytes, and the values as they lie in memory (little-endian, as is every
 * platform the addon is built for).
 */
export function encodeSafetensors(
  tensors: readonly TensorToStore[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array[] {
  const entries: [string, unknown][] = [['__metadata__', metadata]]
  let offset = 0
  for (const { name, shape, values } of tensors) {
    const dtype = values instanceof Float32Array ? 'F32' : 'F64'
    entries.push([name, { dtype, shape, data_offsets: [offset, offset + values.byteLength] }])
    offset += values.byteLength
  }
  const json = Buffer.from(JSON.stringify(Object.fromEntries(entries)))
  const padded = Buffer.alloc(Math.ceil(json.length / 8) * 8, ' ')
  json.copy(padded)
  const prefix = new Uint8Array(PREFIX_BYTES)
  new DataView(prefix.buffer).setBigUint64(0, BigInt(padded.length), true)
  return [prefix, padded, ...tensors.map(({ values }) => asBytes(values))]
}

/** The memory of an array as bytes, shared. */
export function asBytes(values: FloatArray): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
}
