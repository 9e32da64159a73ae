import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { runQueue } from './queue.ts'

const never = new AbortController().signal

describe('runQueue', () => {
  it.each([
    [1, 1],
    [3, 3],
    [20, 6],
  ])('with a limit of %i does at most %i at a time, in order, and all of them', async (limit, most) => {
    const begun: number[] = []
    let now = 0
    let peak = 0
    await runQueue(
      [0, 1, 2, 3, 4, 5],
      limit,
      async item => {
        begun.push(item)
        peak = Math.max(peak, ++now)
        await sleep(item % 2 === 0 ? 4 : 1)
        now--
      },
      never,
    )
    expect(begun).toEqual([0, 1, 2, 3, 4, 5])
    expect(peak).toBe(most)
  })

  it('begins nothing more once it is aborted, and waits for what is under way', async () => {
    const controller = new AbortController()
    const ended: string[] = []
    const work = async (item: string, signal: AbortSignal) => {
      if (item === 'b') controller.abort(new Error('enough'))
      await sleep(2)
      ended.push(`${item} ${signal.aborted}`)
    }
    await runQueue(['a', 'b', 'c', 'd'], 2, work, controller.signal)
    expect(ended).toEqual(['a true', 'b true'])
  })

  it('ends early when the items do, and finishes what is under way', async () => {
    let open = true
    function* items() {
      for (let item = 0; open; item++) yield item
    }
    const ended: number[] = []
    const work = async (item: number) => {
      await sleep(2)
      if (item === 3) open = false
      ended.push(item)
    }
    await runQueue(items(), 2, work, never)
    expect(ended.toSorted()).toEqual(ended.length === 4 ? [0, 1, 2, 3] : [0, 1, 2, 3, 4])
  })

  it('throws the first failure, after it has stopped the others', async () => {
    const ended: string[] = []
    const work = async (item: string, signal: AbortSignal) => {
      if (item === 'b') throw new Error('b failed')
      await new Promise(resolve => signal.addEventListener('abort', resolve))
      ended.push(item)
      throw new Error(`${item} failed later`)
    }
    await expect(runQueue(['a', 'b', 'c'], 2, work, never)).rejects.toThrow('b failed')
    expect(ended).toEqual(['a'])
  })

  it('does nothing when there is nothing, or it is aborted already', async () => {
    await runQueue([], 3, () => Promise.reject(new Error('called')), never)
    await runQueue([1], 3, () => Promise.reject(new Error('called')), AbortSignal.abort())
  })
})
