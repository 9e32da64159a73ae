import { expect, test } from 'vitest'
import type { Piece } from './piece.ts'
import { PieceSource } from './piece-source.ts'

const rest = (milliseconds = 2) => new Promise(resolve => setTimeout(resolve, milliseconds))

interface Producer {
  /** Pieces that have been asked for, and those that have been given. */
  asked: number
  given: number
  returned: number
  /** Asked for while the one before had not been given. */
  overlapping: boolean
}

/** Pieces of `sizes` bytes, each given after `delay` milliseconds. */
function produce(sizes: readonly number[], delay = 0) {
  const seen: Producer = { asked: 0, given: 0, returned: 0, overlapping: false }
  const iterator: AsyncIterator<number> = {
    async next() {
      seen.overlapping ||= seen.asked > seen.given
      const index = seen.asked++
      await rest(delay)
      seen.given++
      const value = sizes[index]
      return value === undefined ? { done: true, value } : { done: false, value }
    },
    async return() {
      seen.returned++
      return { done: true, value: undefined }
    },
  }
  return { seen, pieces: { [Symbol.asyncIterator]: () => iterator } }
}

const check = (bytes: unknown) => ({ bytes, inputs: new Uint8Array(), count: 1 }) as unknown as Piece
const source = (pieces: AsyncIterable<unknown> | Iterable<unknown>, prefetch = 2, memoryLimit = 1000) =>
  new PieceSource(pieces, { prefetch, memoryLimit, check, largest: 0 })

test.each([1, 2, 5])('of a fast producer at most %d pieces wait while one is in use', async prefetch => {
  const { seen, pieces } = produce(Array(20).fill(10))
  const from = source(pieces, prefetch)
  for (let taken = 1; taken <= 20; taken++) {
    expect((await from.next(0))?.bytes).toBe(10)
    await rest(8 * prefetch)
    expect(seen.given).toBe(Math.min(taken + prefetch, 20) + (taken + prefetch > 20 ? 1 : 0))
  }
  expect(await from.next(0)).toBeUndefined()
  expect(seen).toMatchObject({ asked: 21, overlapping: false, returned: 0 })
})

test('a slow producer is asked for the next while one is in use', async () => {
  const { seen, pieces } = produce(Array(6).fill(10), 10)
  const from = source(pieces)
  for (let taken = 1; taken <= 6; taken++) {
    expect((await from.next(0))?.bytes).toBe(10)
    expect(seen.asked).toBe(taken + 1)
  }
  expect(await from.next(0)).toBeUndefined()
})

test.each([
  [30, 2],
  [49, 1],
  [100, 1],
  [20, 4],
])('memory for %d-byte pieces: no more than 100 bytes are held at once', async bytes => {
  const { seen, pieces } = produce(Array(12).fill(bytes))
  const from = source(pieces, 50, 100)
  let most = 0
  for (let taken = 1; (await from.next(0)) !== undefined; taken++) {
    await rest(20)
    const held = (Math.min(seen.given, 12) - (taken - 1)) * bytes
    most = Math.max(most, held)
  }
  // As many as fit, and not one more.
  expect(most).toBe(Math.floor(100 / bytes) * bytes)
})

test('what is kept of pieces before counts as well', async () => {
  const { seen, pieces } = produce(Array(5).fill(30))
  const from = source(pieces, 5, 100)
  await from.next(0)
  await rest(20)
  expect(seen.given).toBe(3)
  await from.next(35)
  await rest(20)
  expect(seen.given).toBe(3)
  await from.next(0)
  await rest(20)
  expect(seen.given).toBe(5)
})

test('an error of the producer comes after the pieces before it, and needs no return()', async () => {
  let returned = 0
  const iterator = {
    at: 0,
    next() {
      if (this.at === 2) throw new Error('torn')
      return { done: false, value: ++this.at }
    },
    return() {
      returned++
      return { done: true, value: undefined }
    },
  }
  const from = source({ [Symbol.iterator]: () => iterator } as Iterable<unknown>, 5)
  expect((await from.next(0))?.bytes).toBe(1)
  await rest()
  expect((await from.next(0))?.bytes).toBe(2)
  await expect(from.next(0)).rejects.toThrow('torn')
  await from.close()
  expect(returned).toBe(0)
})

test('a piece that is refused comes after those before it, and calls return() once', async () => {
  const { seen, pieces } = produce([1, 2, 3])
  const refusing = (value: unknown, index: number) => {
    if (index === 1) throw new Error(`piece ${index}`)
    return check(value)
  }
  const from = new PieceSource(pieces, { prefetch: 3, memoryLimit: 100, check: refusing, largest: 0 })
  await from.next(0)
  await expect(from.next(0)).rejects.toThrow('piece 1')
  await from.close()
  expect(seen).toMatchObject({ asked: 2, returned: 1 })
})

test('closing calls return() once, drops what waits and wakes whoever waits', async () => {
  const quick = produce(Array(9).fill(1))
  const from = source(quick.pieces)
  await from.next(0)
  await rest(10)
  await from.close()
  await from.close()
  expect(quick.seen.returned).toBe(1)
  expect(await from.next(0)).toBeUndefined()

  const stuck = { returned: 0 }
  const never: AsyncIterator<unknown> = {
    next: () => new Promise(() => {}),
    return() {
      stuck.returned++
      return new Promise(() => {})
    },
  }
  const waiting = source({ [Symbol.asyncIterator]: () => never })
  const next = waiting.next(0)
  await rest()
  await waiting.close()
  expect(await next).toBeUndefined()
  expect(stuck.returned).toBe(1)
})

test('an error of return() is told, unless a piece is still being made', async () => {
  const iterator: AsyncIterator<number> = {
    next: async () => ({ done: false, value: 1 }),
    return: async () => {
      throw new Error('cannot close')
    },
  }
  const from = source({ [Symbol.asyncIterator]: () => iterator }, 1)
  await from.next(0)
  await rest()
  await expect(from.close()).rejects.toThrow('cannot close')
})
