import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { interleave } from './interleave.ts'

describe('interleave', () => {
  it('runs in turn and leaves the first round out', async () => {
    const calls: string[] = []
    const counter = (name: string) => {
      let count = 0
      return async () => {
        calls.push(name)
        return count++
      }
    }
    const rounds: number[] = []
    const samples = await interleave({ a: counter('a'), b: counter('b') }, 2, { onRound: round => rounds.push(round) })
    expect(samples).toEqual({ a: [1, 2], b: [1, 2] })
    expect(calls).toEqual(['a', 'b', 'a', 'b', 'a', 'b'])
    expect(rounds).toEqual([0, 1, 2])
  })

  it('returns what it has as soon as it is aborted, in the middle of a measurement', async () => {
    const controller = new AbortController()
    let calls = 0
    const slow = () => {
      calls++
      if (calls === 3) setTimeout(() => controller.abort(), 1)
      return calls === 3 ? sleep(60_000, 1, { ref: false }) : Promise.resolve(1)
    }
    const samples = await interleave({ a: async () => 7, b: slow }, 5, { signal: controller.signal })
    expect(samples).toEqual({ a: [7, 7], b: [1] })
  })

  it('hears what comes while measurements keep the thread busy', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 1)
    const busy = async () => {
      const end = performance.now() + 5
      while (performance.now() < end);
      return 1
    }
    const { a } = await interleave({ a: busy }, 1000, { signal: controller.signal })
    expect(a.length).toBeLessThan(100)
  })

  it('passes on what a measurement throws', async () => {
    const failing = async () => {
      throw new Error('no')
    }
    await expect(interleave({ a: failing }, 1, { signal: new AbortController().signal })).rejects.toThrow('no')
  })
})
