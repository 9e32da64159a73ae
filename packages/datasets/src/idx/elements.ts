import { sharedBytes } from '../shared-memory.ts'
import type { IdxType } from './types.ts'

type Bytes = Uint8Array<SharedArrayBuffer>

/** Values of one element type, from and to the big-endian bytes of the format. */
interface ElementCodec {
  decode(file: Bytes, dataOffset: number): ArrayBufferView
  encode(values: ArrayLike<number>, view: DataView, dataOffset: number): void
}

const codec = <A extends ArrayBufferView & { [index: number]: number; readonly length: number }>(
  bytes: number,
  allocate: (buffer: SharedArrayBuffer) => A,
  get: (view: DataView, offset: number) => number,
  set: (view: DataView, offset: number, value: number) => void,
): ElementCodec => ({
  decode(file, dataOffset) {
    const view = new DataView(file.buffer, file.byteOffset + dataOffset, file.length - dataOffset)
    const values = allocate(sharedBytes(view.byteLength).buffer)
    for (let i = 0; i < values.length; i++) values[i] = get(view, i * bytes)
    return values
  },
  encode(values, view, dataOffset) {
    for (let i = 0; i < values.length; i++) set(view, dataOffset + i * bytes, values[i] as number)
  },
})

export const elements: Readonly<Record<IdxType, ElementCodec>> = {
  uint8: {
    decode: (file, dataOffset) => file.subarray(dataOffset),
    encode: (values, view, dataOffset) => new Uint8Array(view.buffer, view.byteOffset + dataOffset).set(values),
  },
  int8: {
    decode: (file, dataOffset) => new Int8Array(file.buffer, file.byteOffset + dataOffset, file.length - dataOffset),
    encode: (values, view, dataOffset) => new Int8Array(view.buffer, view.byteOffset + dataOffset).set(values),
  },
  int16: codec(
    2,
    buffer => new Int16Array(buffer),
    (view, offset) => view.getInt16(offset),
    (view, offset, value) => view.setInt16(offset, value),
  ),
  int32: codec(
    4,
    buffer => new Int32Array(buffer),
    (view, offset) => view.getInt32(offset),
    (view, offset, value) => view.setInt32(offset, value),
  ),
  float32: codec(
    4,
    buffer => new Float32Array(buffer),
    (view, offset) => view.getFloat32(offset),
    (view, offset, value) => view.setFloat32(offset, value),
  ),
  float64: codec(
    8,
    buffer => new Float64Array(buffer),
    (view, offset) => view.getFloat64(offset),
    (view, offset, value) => view.setFloat64(offset, value),
  ),
}
