import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { createNetwork, type Network } from '../index.ts'
import { blobs } from '../testing/blobs.ts'

const large = blobs({ count: 40_000, features: 100, classes: 10 })
const makeNetwork = () =>
  createNetwork({ inputs: 100, layers: [{ units: 1000, activation: 'tanh' }, { units: 10 }], seed: 1 })

const works: [string, (network: Network, options: { readonly signal: AbortSignal }) => Promise<unknown>][] = [
  ['evaluate', (network, options) => network.evaluate(large, { threads: 1, ...options })],
  ['predict', (network, options) => network.predict(large.inputs, options)],
  ['forward', (network, options) => network.forward(large.inputs, options)],
]

test.each(works)('%s: a signal that is aborted already rejects with its reason', async (_, work) => {
  const network = makeNetwork()
  const reason = new Error('not wanted')
  await expect(work(network, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  // Idle, and whole.
  expect(network.parameters()).toHaveLength(4)
})

test.each(works)('%s: aborting ends it early, and leaves the network as it was', async (_, work) => {
  const network = makeNetwork()
  const whole = performance.now()
  const before = await network.evaluate(large, { threads: 1 })
  const seconds = performance.now() - whole
  const latencies: number[] = []
  while (latencies.length < 5 && !(Math.min(...latencies) < seconds / 3)) {
    const controller = new AbortController()
    const pending = work(network, { signal: controller.signal })
    await new Promise(resolve => setTimeout(resolve, 5))
    const start = performance.now()
    controller.abort()
    await expect(pending).rejects.toMatchObject({ name: 'AbortError' })
    latencies.push(performance.now() - start)
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0)
  }
  expect(Math.min(...latencies)).toBeLessThan(seconds / 3)
  expect(await network.evaluate(large, { threads: 1 })).toEqual(before)
})

test('aborting one of two evaluations leaves the other one whole', async () => {
  const network = makeNetwork()
  const whole = await network.evaluate(large)
  const controller = new AbortController()
  const first = network.evaluate(large, { signal: controller.signal })
  const second = network.evaluate(large)
  controller.abort()
  await expect(first).rejects.toMatchObject({ name: 'AbortError' })
  expect(await second).toEqual(whole)
})

test('a signal that is never aborted changes nothing, and keeps no listener', async () => {
  const network = makeNetwork()
  const { signal } = new AbortController()
  expect(await network.evaluate(large, { signal })).toEqual(await network.evaluate(large))
  expect(await network.predict(large.inputs, { signal })).toEqual(await network.predict(large.inputs))
  expect(await network.forward(large.inputs, { signal })).toEqual(await network.forward(large.inputs))
  expect(getEventListeners(signal, 'abort')).toHaveLength(0)
})

test.each(works)('%s: disposing of the network wins over a signal', async (_, work) => {
  const network = makeNetwork()
  const controller = new AbortController()
  const pending = work(network, { signal: controller.signal })
  network.dispose()
  controller.abort()
  await expect(pending).rejects.toMatchObject({ code: 'ERR_BLASNET_DISPOSED' })
})

test.each(works)('%s refuses what is no signal', async (_, work) => {
  await expect(work(makeNetwork(), { signal: {} as AbortSignal })).rejects.toThrow(
    'signal: expected an AbortSignal, received an object',
  )
})
