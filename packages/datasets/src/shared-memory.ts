import { types } from 'node:util'
import type { Inputs, Labels } from './dataset.ts'

const constructors = { Uint8Array, Uint16Array, Uint32Array, Int32Array, Float32Array, Float64Array }

/** Name of a typed array's kind, `Uint8Array` for a Buffer as well; undefined for anything else. */
export function arrayType(value: unknown): string | undefined {
  return ArrayBuffer.isView(value) ? (value as { [Symbol.toStringTag]?: string })[Symbol.toStringTag] : undefined
}

/** Zero bytes in shared memory, which nobody can detach: the engine's thread reads it in place. */
export function sharedBytes(length: number): Uint8Array<SharedArrayBuffer> {
  return new Uint8Array(new SharedArrayBuffer(length))
}

/** Zeros in shared memory, in an array of the kind of `like`. */
export function allocateShared<A extends Inputs | Labels>(like: A, length: number): A {
  return view(like, sharedBytes(length * like.BYTES_PER_ELEMENT).buffer, 0, length)
}

/** `array` itself, as a plain view, when its memory is shared and of fixed size; else a copy in shared memory. */
export function toShared<A extends Inputs | Labels>(array: A): A {
  const { buffer, byteOffset, length } = array
  if (types.isSharedArrayBuffer(buffer) && !(buffer as { growable?: boolean }).growable) {
    return view(array, buffer, byteOffset, length)
  }
  const copy = allocateShared(array, length)
  copy.set(array)
  return copy
}

type OnShared<A> = new (buffer: SharedArrayBuffer, byteOffset: number, length: number) => A

function view<A extends Inputs | Labels>(like: A, buffer: SharedArrayBuffer, byteOffset: number, length: number): A {
  const Typed = constructors[arrayType(like) as keyof typeof constructors] as unknown as OnShared<A>
  return new Typed(buffer, byteOffset, length)
}
