import type { DType, FloatArray } from '../addon-types.ts'

export const dtypes = ['float32', 'float64'] as const

/** Lengths around every vector width, none of them convenient. */
export const oddLengths = [0, 1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 67, 257] as const

/** What Float32Array and Float64Array have in common. */
interface FloatArrayType {
  new (length: number): FloatArray
  new (buffer: ArrayBufferLike, byteOffset?: number, length?: number): FloatArray
  readonly BYTES_PER_ELEMENT: number
}

export const arrayType = (dtype: DType): FloatArrayType => (dtype === 'float32' ? Float32Array : Float64Array)

/** A stored value that no kernel writes by chance; it stands around every guarded array. */
const guard = 12345.5

/** A zeroed array of `length` that starts `offset` elements into a larger buffer, with guard values on both sides. */
export function guarded(dtype: DType, length: number, offset = 3): FloatArray {
  const type = dtype === 'float32' ? Float32Array : Float64Array
  return new type(length + 2 * offset)
    .fill(guard)
    .subarray(offset, offset + length)
    .fill(0)
}

/** Whether the values beside an array from {@link guarded} are as they were. */
export function guardsIntact(array: FloatArray): boolean {
  const all = new (arrayType(array instanceof Float32Array ? 'float32' : 'float64'))(array.buffer)
  const first = array.byteOffset / array.BYTES_PER_ELEMENT
  return all.every((value, i) => (i >= first && i < first + array.length) || value === guard)
}

/** Values in [low, high) that depend on the seed alone (mulberry32), in a guarded array. */
export function samples(dtype: DType, length: number, seed = 1, low = -2, high = 2): FloatArray {
  const random = randomNumbers(seed)
  const array = guarded(dtype, length)
  for (let i = 0; i < length; i++) array[i] = low + (high - low) * random()
  return array
}

/** Uniform numbers in [0, 1) (mulberry32, by Tommy Ettinger). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Class indices below `classes`. */
export function randomLabels(count: number, classes: number, seed = 2): Uint8Array<ArrayBuffer> {
  const random = randomNumbers(seed)
  const labels = new Uint8Array(count)
  for (let i = 0; i < count; i++) labels[i] = Math.floor(random() * classes)
  return labels
}

/** Bytes 0 … 255. */
export const randomBytes = (count: number, seed = 3): Uint8Array<ArrayBuffer> => randomLabels(count, 256, seed)

/** Bytes of which about `density` are not zero. */
export function sparseBytes(count: number, density: number, seed = 4): Uint8Array<ArrayBuffer> {
  const random = randomNumbers(seed)
  return randomBytes(count, seed).map(byte => (random() < density ? byte : 0))
}

/** 0, 1, … count − 1, and again from 0 up to `length`. */
export function cycle(length: number, count = length): Uint32Array<ArrayBuffer> {
  const indices = new Uint32Array(length)
  for (let i = 0; i < length; i++) indices[i] = i % count
  return indices
}

/** Leaves `array` without memory, as a postMessage with a transfer list does. */
export function detach(array: ArrayBufferView): void {
  structuredClone(array.buffer, { transfer: [array.buffer as ArrayBuffer] })
}

/** An ArrayBuffer whose length can change. The library types of ES2023 do not know it; Node 20 does. */
export function resizable(bytes: number, most: number): ArrayBuffer & { resize(bytes: number): void } {
  const Buffer = ArrayBuffer as unknown as new (bytes: number, options: { maxByteLength: number }) => ArrayBuffer
  return new Buffer(bytes, { maxByteLength: most }) as never
}

/** A SharedArrayBuffer that can grow. */
export function growable(bytes: number, most: number): SharedArrayBuffer & { grow(bytes: number): void } {
  const Buffer = SharedArrayBuffer as unknown as new (
    bytes: number,
    options: { maxByteLength: number },
  ) => SharedArrayBuffer
  return new Buffer(bytes, { maxByteLength: most }) as never
}
