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
    expect(await interleave({ a: counter('a'), b: counter('b') }, 2)).toEqual({ a: [1, 2], b: [1, 2] })
    expect(calls).toEqual(['a', 'b', 'a', 'b', 'a', 'b'])
  })
})
