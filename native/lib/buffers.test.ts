import { describe, expect, it } from 'vitest'
import { NativeDataset } from './index.ts'
import { detach, growable, randomBytes, resizable } from './testing/arrays.ts'
import { functions, smallNetwork } from './testing/border.ts'
import { expectRefusal } from './testing/refusal.ts'

const cases = functions.flatMap(callee =>
  Object.entries(callee.arrays).map(([argument, rule]) => ({ name: callee.name, argument, callee, rule })),
)

/** The contents of `array` in a view of `buffer` that starts at `offset`; of fixed length unless `tracking`. */
function moved<B extends ArrayBufferLike>(
  array: unknown,
  buffer: B,
  offset: number,
  tracking = false,
): Float32Array<B> {
  const source = array as Float32Array
  const View = source.constructor as unknown as new (buffer: B, offset: number, length?: number) => Float32Array<B>
  const view = tracking ? new View(buffer, offset) : new View(buffer, offset, source.length)
  view.set(source.subarray(0, view.length))
  return view
}

const bytesOf = (array: unknown) => (array as Float32Array).byteLength

describe.each(cases)('$name: $argument', ({ argument, callee }) => {
  const type = (callee.valid()[argument] as object).constructor.name

  it('is refused once its buffer is detached', async () => {
    const args = callee.valid()
    detach(args[argument] as Float32Array)
    await expectRefusal(callee, args, argument, RangeError, `a ${type} whose buffer is detached`)
  })

  it('is accepted in shared, growable and resizable memory, at an offset, of fixed length and tracking', async () => {
    const array = callee.valid()[argument]
    const bytes = bytesOf(array)
    for (const buffer of [
      new SharedArrayBuffer(8 + bytes),
      growable(8 + bytes, 200),
      new ArrayBuffer(8 + bytes),
      resizable(8 + bytes, 200),
    ]) {
      await callee.call({ ...callee.valid(), [argument]: moved(array, buffer, 8) })
      await callee.call({ ...callee.valid(), [argument]: moved(array, buffer, 8, true) })
    }
  })

  it('is refused once a resize has left it without memory', async () => {
    const array = callee.valid()[argument]
    for (const tracking of [false, true]) {
      const buffer = resizable(8 + bytesOf(array), 200)
      const view = moved(array, buffer, 8, tracking)
      buffer.resize(4)
      expect(view.length).toBe(0)
      const args = { ...callee.valid(), [argument]: view }
      await expectRefusal(callee, args, argument, RangeError, `a ${type} whose buffer has shrunk below it`)
    }
  })
})

describe.each(cases.filter(({ rule }) => !rule.anyLength))('$name: $argument', ({ argument, callee }) => {
  it('has the length that a resize has given it', async () => {
    const array = callee.valid()[argument] as Float32Array
    const { byteLength, BYTES_PER_ELEMENT } = array
    // Of fixed length it counts as empty once it does not fit any more, as it does in JavaScript.
    for (const [tracking, bytes] of [
      [false, 8 + byteLength - 1],
      [true, 8 + byteLength - BYTES_PER_ELEMENT],
      [true, 8],
    ] as const) {
      const buffer = resizable(8 + byteLength, 200)
      const view = moved(array, buffer, 8, tracking)
      buffer.resize(bytes)
      const error = await Promise.resolve()
        .then(() => callee.call({ ...callee.valid(), [argument]: view }))
        .catch((reason: Error) => reason)
      expect(error).toBeInstanceOf(RangeError)
      expect((error as Error).message).toMatch(new RegExp(`^${callee.name}: [\\w[\\]]+: expected .+, received .+$`))
    }
  })
})

it('a data set reads shared memory in place and copies anything else', async () => {
  const bytes = randomBytes(15)
  const shared = new Uint8Array(new SharedArrayBuffer(15))
  shared.set(bytes)
  const copied = new NativeDataset({ inputs: bytes, features: 3 })
  const borrowed = new NativeDataset({ inputs: shared, features: 3 })
  expect([copied.borrowed, borrowed.borrowed]).toEqual([false, true])
  const network = smallNetwork()
  network.setParameters(Float32Array.from({ length: network.parameterCount }, (_, i) => Math.sin(i)))
  const logits = () => Promise.all([network.logits({ dataset: copied }), network.logits({ dataset: borrowed })])
  const [first, same] = await logits()
  expect(same).toEqual(first)
  bytes.fill(0)
  shared.fill(0)
  const [copy, zeros] = await logits()
  expect(copy).toEqual(first)
  expect(zeros).not.toEqual(first)
  detach(bytes)
  expect((await logits())[0]).toEqual(first)
})

it('a data set of growable memory keeps the samples it had', async () => {
  const buffer = growable(15, 3000)
  const dataset = new NativeDataset({ inputs: new Uint8Array(buffer), features: 3 })
  buffer.grow(3000)
  expect(dataset.count).toBe(5)
  expect((await smallNetwork().logits({ dataset })).length).toBe(10)
})

it('labels and indices are copied before the call returns', async () => {
  const labels = Uint8Array.of(0, 1, 1, 0, 1)
  const dataset = new NativeDataset({ inputs: randomBytes(15), features: 3, labels })
  const network = smallNetwork()
  const before = await network.evaluate({ dataset })
  labels.fill(255)
  expect(await network.evaluate({ dataset })).toEqual(before)
  const indices = Uint32Array.of(0, 1, 2, 3)
  const gradient = network.gradient({ dataset, indices })
  const expected = network.gradient({ dataset, indices: indices.slice() })
  indices.fill(2 ** 32 - 1)
  expect(await gradient).toEqual(await expected)
})
