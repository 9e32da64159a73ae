import { types } from 'node:util'
import fc from 'fast-check'

/** A place in a tree of options: `['optimizer', 'learningRate']`. */
export type Path = readonly (string | number)[]

/** One change of a tree of options. */
export interface Mutation {
  readonly path: Path
  readonly kind: 'replace' | 'remove' | 'add' | 'throw'
  /** New every time, as it may be changed further. */
  readonly make: () => unknown
}

/** Every place below `value`, objects and arrays included, typed arrays as one. */
export function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [path]
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== Array.prototype) return [path]
  const below = Object.entries(value).flatMap(([key, child]) =>
    pathsOf(child, [...path, Array.isArray(value) ? Number(key) : key]),
  )
  return path.length === 0 ? below : [path, ...below]
}

/** Changes `tree` in place; a path that is gone changes nothing. */
export function mutate(tree: object, { path, kind, make }: Mutation): void {
  const parent = path.slice(0, -1).reduce<unknown>((node, key) => descriptor(node, key)?.value, tree)
  if (typeof parent !== 'object' || parent === null || ArrayBuffer.isView(parent)) return
  const last = path.at(-1) as string | number
  const fields = parent as Record<string | number, unknown>
  // What an earlier change has put there may allow nothing.
  if (types.isProxy(parent) || !Object.isExtensible(parent) || descriptor(parent, last)?.configurable === false) return
  if (kind === 'remove') delete fields[last]
  else if (kind === 'add') Object.assign(parent, { [`${last}X`]: make() })
  else if (kind === 'throw') {
    const get = () => {
      throw new Error('a getter that throws')
    }
    Object.defineProperty(parent, last, { get, enumerable: true, configurable: true })
  } else Object.defineProperty(parent, last, { value: make(), enumerable: true, configurable: true, writable: true })
}

const MAKERS: readonly (() => unknown)[] = [
  ...[undefined, null, true, false, '', 'adam', 'sgd', 'relu', 'huber', 'loss', 'keep', Symbol('s'), 1n, -(2n ** 70n)],
  ...[Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 0, -1, 1, 2, 3, 7, 0.5, 1 - 2 ** -53],
  ...[1e-320, 1e-30, 1e30, 1e38, 1e39, 1e308, -1e308, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 53 - 1, 2 ** 53],
  ...[() => 1, new Date(0), new Map([['kind', 'sgd']]), /x/, Promise.resolve(1), new Error('e'), globalThis.Math],
].map(value => () => value)

/** Values that hardly any option takes, and none takes the wrong way: nothing that asks for much memory or time. */
export const strangeValue: fc.Arbitrary<() => unknown> = fc.oneof(
  fc.constantFrom(...MAKERS),
  fc.constantFrom<() => unknown>(
    ...[() => ({}), () => [], () => [0.5], () => new Array(5), () => new Array(2 ** 32 - 1), () => Object.create(null)],
    ...[() => ({ kind: 'adam' }), () => ({ kind: 'toString' }), () => JSON.parse('{ "__proto__": { "kind": "sgd" } }')],
    ...[() => new Uint8Array(0), () => new Uint8Array(5), () => new Float32Array(72).fill(Number.NaN)],
    ...[() => new Float64Array(24), () => new Float64Array(72).fill(1e300), () => new Int32Array(24).fill(-1)],
    ...[() => new Uint8Array(24), () => new Uint32Array(24).fill(2), () => new BigInt64Array(24)],
    ...[() => new DataView(new ArrayBuffer(8)), () => new Float32Array(new SharedArrayBuffer(96)), () => detached()],
    ...[() => revoked({}), () => revoked([]), () => Object.create(AbortSignal.prototype), () => AbortSignal.abort()],
    ...[() => new AbortController().signal, () => Object.freeze({ kind: 'sgd', learningRate: 0.1 })],
    ...[() => 'x'.repeat(10_000), () => [[[]]]],
  ),
  fc.double({ min: -10, max: 10, noNaN: true }).map(value => () => value),
  fc.integer({ min: -3, max: 12 }).map(value => () => value),
)

/** Without calling a getter that throws. */
function descriptor(node: unknown, key: string | number): PropertyDescriptor | undefined {
  return types.isProxy(node) ? undefined : Object.getOwnPropertyDescriptor(Object(node), key)
}

function detached(): Float32Array {
  const array = new Float32Array(72)
  structuredClone(array.buffer, { transfer: [array.buffer] })
  return array
}

function revoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {})
  revoke()
  return proxy
}
