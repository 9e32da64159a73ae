/** Values that are no typed array, with the text that a message shows for each. */
export const noArrays = (): (readonly [value: unknown, received: string])[] => [
  [null, 'null'],
  [true, 'true'],
  [3.5, '3.5'],
  [Number.NaN, 'NaN'],
  ['abc', '"abc"'],
  [3n, 'a bigint'],
  [Symbol('s'), 'a symbol'],
  [() => 0, 'a function'],
  [[1, 2, 3], 'an array of length 3'],
  [{ length: 3, 0: 1 }, 'an object'],
  [new ArrayBuffer(8), 'an ArrayBuffer'],
  [new SharedArrayBuffer(8), 'an object'],
  [new DataView(new ArrayBuffer(8)), 'a DataView'],
  [Promise.resolve(new Float32Array(3)), 'a promise'],
  [new Proxy(new Float32Array(3), {}), 'an object'],
  [Object.create(new Float32Array(3)), 'an object'],
]

/** Values that are no number. */
export const noNumbers = (): (readonly [value: unknown, received: string])[] => [
  [null, 'null'],
  [false, 'false'],
  ['3', '"3"'],
  [3n, 'a bigint'],
  [Symbol('s'), 'a symbol'],
  [[3], 'an array of length 1'],
  [{ valueOf: () => 3 }, 'an object'],
  [new Number(3), 'an object'],
]

export const arrayTypes = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
] as const
