import { expect, test } from 'vitest'
import { collect } from '../testing/collect.ts'
import { EventStream } from './event-stream.ts'

test('every reader sees what was pushed after it was made, in order', async () => {
  const stream = new EventStream<number>()
  stream.push(0)
  const early = collect(stream)
  stream.push(1)
  const late = collect(stream)
  stream.push(2)
  stream.end()
  expect(await early).toEqual([1, 2])
  expect(await late).toEqual([2])
})

test('a slow reader misses nothing', async () => {
  const stream = new EventStream<number>()
  const reader = stream[Symbol.asyncIterator]()
  for (const event of [1, 2, 3]) stream.push(event)
  stream.end()
  expect(await reader.next()).toEqual({ done: false, value: 1 })
  expect(await reader.next()).toEqual({ done: false, value: 2 })
  expect(await reader.next()).toEqual({ done: false, value: 3 })
  expect(await reader.next()).toEqual({ done: true, value: undefined })
  expect(await reader.next()).toEqual({ done: true, value: undefined })
})

test('events asked for ahead come in order', async () => {
  const stream = new EventStream<number>()
  const reader = stream[Symbol.asyncIterator]()
  const asked = [reader.next(), reader.next(), reader.next()]
  stream.push(1)
  stream.push(2)
  stream.end()
  expect((await Promise.all(asked)).map(({ value }) => value)).toEqual([1, 2, undefined])
})

test('a failure is thrown after the events before it, to every reader, once', async () => {
  const stream = new EventStream<number>()
  const reader = stream[Symbol.asyncIterator]()
  const waiting = stream[Symbol.asyncIterator]().next()
  stream.push(1)
  expect(stream.fail(new Error('no more'))).toBe(true)
  expect(await waiting).toEqual({ done: false, value: 1 })
  expect(await reader.next()).toEqual({ done: false, value: 1 })
  await expect(reader.next()).rejects.toThrow('no more')
  expect(await reader.next()).toEqual({ done: true, value: undefined })
  await expect(collect(stream)).rejects.toThrow('no more')
})

test('tells whether anybody is there to see a failure', async () => {
  const unread = new EventStream<number>()
  expect(unread.fail(new Error('a'))).toBe(false)

  const droppedIterator = new EventStream<number>()
  droppedIterator[Symbol.asyncIterator]()
  expect(droppedIterator.fail(new Error('b'))).toBe(false)

  const left = new EventStream<number>()
  const loop = (async () => {
    for await (const _ of left) break
  })()
  left.push(1)
  await loop
  expect(left.fail(new Error('c'))).toBe(false)
})

test('leaving a loop ends what still waits and drops what comes later', async () => {
  const stream = new EventStream<number>()
  const reader = stream[Symbol.asyncIterator]()
  const waiting = reader.next()
  await reader.return?.()
  stream.push(1)
  expect(await waiting).toEqual({ done: true, value: undefined })
  expect(await reader.next()).toEqual({ done: true, value: undefined })
})

test('an error that every reader leaves behind is handed back, once the last of them has left', async () => {
  const unseen: unknown[] = []
  const stream = new EventStream<number>(error => unseen.push(error))
  const readers = [stream[Symbol.asyncIterator](), stream[Symbol.asyncIterator]()] as const
  for (const event of [1, 2]) stream.push(event)
  for (const reader of readers) await reader.next()
  const error = new Error('no more')
  expect(stream.fail(error)).toBe(true)
  await readers[0].return?.()
  expect(unseen).toEqual([])
  await readers[1].return?.()
  await readers[1].return?.()
  expect(unseen).toEqual([error])
})

test('an error that one reader sees is not handed back', async () => {
  const unseen: unknown[] = []
  const stream = new EventStream<number>(error => unseen.push(error))
  const readers = [stream[Symbol.asyncIterator](), stream[Symbol.asyncIterator]()] as const
  stream.push(1)
  for (const reader of readers) await reader.next()
  stream.fail(new Error('no more'))
  await expect(readers[0].next()).rejects.toThrow('no more')
  await readers[1].return?.()
  await readers[0].return?.()
  expect(unseen).toEqual([])
})
