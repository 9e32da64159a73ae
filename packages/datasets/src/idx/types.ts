/** Element types of IDX, by the names of their typed arrays. */
export type IdxType = 'uint8' | 'int8' | 'int16' | 'int32' | 'float32' | 'float64'

interface IdxData {
  uint8: Uint8Array<SharedArrayBuffer>
  int8: Int8Array<SharedArrayBuffer>
  int16: Int16Array<SharedArrayBuffer>
  int32: Int32Array<SharedArrayBuffer>
  float32: Float32Array<SharedArrayBuffer>
  float64: Float64Array<SharedArrayBuffer>
}

/** The content of an IDX file: `data` holds shape[0] · shape[1] · … values, row-major, in shared memory. */
export type IdxArray = {
  [T in IdxType]: { readonly type: T; readonly shape: readonly number[]; readonly data: IdxData[T] }
}[IdxType]

/** What can be written as an IDX file; the type of `data` decides the element type. */
export interface IdxSource {
  /** 1 to 255 dimensions, each 0 … 2³² − 1; their product is the length of `data`. */
  readonly shape: readonly number[]
  readonly data: Uint8Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array
}

/** Third byte of the magic number, size of an element, and its typed array. */
export const elementTypes: readonly { type: IdxType; code: number; bytes: number; array: string }[] = [
  { type: 'uint8', code: 0x08, bytes: 1, array: 'Uint8Array' },
  { type: 'int8', code: 0x09, bytes: 1, array: 'Int8Array' },
  { type: 'int16', code: 0x0b, bytes: 2, array: 'Int16Array' },
  { type: 'int32', code: 0x0c, bytes: 4, array: 'Int32Array' },
  { type: 'float32', code: 0x0d, bytes: 4, array: 'Float32Array' },
  { type: 'float64', code: 0x0e, bytes: 8, array: 'Float64Array' },
]
