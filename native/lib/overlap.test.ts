import { describe, expect, it } from 'vitest'
import { type BorderFunction, functions } from './testing/border.ts'
import { expectRefusal } from './testing/refusal.ts'

const named = (name: string): BorderFunction => functions.find(callee => callee.name === name)!

describe('overlapping memory', () => {
  /** Two views of one buffer, `length` floats each, the second `shift` floats after the first. */
  function views(length: number, shift: number) {
    const memory = new Float32Array(length + shift)
    return [memory.subarray(0, length), memory.subarray(shift, shift + length)] as const
  }

  const cases: [name: string, written: string, read: string, mayBeSame: boolean][] = [
    ['gemm', 'c', 'a', false],
    ['gemm', 'c', 'b', false],
    ['activate', 'y', 'z', true],
    ['activateBackward', 'dz', 'saved', true],
    ['activateBackward', 'dz', 'dy', true],
    ['softmaxCrossEntropy', 'gradient', 'logits', true],
    ['sgd', 'weights', 'gradient', false],
    ['sgd', 'weights', 'velocity', false],
    ['sgd', 'velocity', 'gradient', false],
  ]

  it.each(cases)('%s: %s may not overlap %s', async (name, written, read, mayBeSame) => {
    const callee = named(name)
    const { length } = callee.valid()[written] as Float32Array
    for (let shift = 0; shift <= length; shift++) {
      for (const [first, second] of [
        [written, read],
        [read, written],
      ] as const) {
        const [a, b] = views(length, shift)
        const args = { ...callee.valid(), [first]: a, [second]: b }
        if (shift === length || (shift === 0 && mayBeSame)) {
          await callee.call(args)
        } else {
          const message = await expectRefusal(callee, args, written, RangeError, 'memory that overlaps it')
          expect(message).toContain(`expected memory apart from ${read}${mayBeSame ? `, or ${read} itself` : ''},`)
        }
      }
    }
  })

  it('is refused between arrays of different types too', async () => {
    const gather = named('gather')
    const memory = new ArrayBuffer(64)
    const out = new Float32Array(memory, 8, 4)
    const bytes = { inputs: new Uint8Array(memory, 23, 6) }
    await expectRefusal(gather, { ...gather.valid(), out, ...bytes }, 'out', RangeError, 'memory that overlaps it')
    await gather.call({ ...gather.valid(), out, inputs: new Uint8Array(memory, 24, 6) })
    await gather.call({ ...gather.valid(), out, inputs: new Uint8Array(memory, 2, 6) })
    const indices = new Uint32Array(memory, 20, 2)
    await expectRefusal(gather, { ...gather.valid(), out, indices }, 'out', RangeError, 'memory that overlaps it')
    const augment = named('augment')
    const pixels = new Uint8Array(memory, 8, 4)
    for (const inputs of [new Uint8Array(memory, 11, 6), new Uint8Array(memory, 3, 6)]) {
      const args = { ...augment.valid(), out: pixels, inputs }
      await expectRefusal(augment, args, 'out', RangeError, 'memory that overlaps it')
    }
    await augment.call({ ...augment.valid(), out: pixels, inputs: new Uint8Array(memory, 12, 6) })
    const rows = new Uint32Array(memory, 4, 2)
    await expectRefusal(
      augment,
      { ...augment.valid(), out: pixels, indices: rows },
      'out',
      RangeError,
      'memory that overlaps it',
    )
    const softmax = named('softmaxCrossEntropy')
    const labels = new Uint8Array(memory, 8, 2)
    const gradient = new Float32Array(memory, 8, 6)
    await expectRefusal(
      softmax,
      { ...softmax.valid(), labels, gradient },
      'gradient',
      RangeError,
      'memory that overlaps it',
    )
  })

  it('is refused between two SharedArrayBuffer objects over the same memory', async () => {
    const memory = new SharedArrayBuffer(12)
    const other: SharedArrayBuffer = structuredClone(memory)
    expect(other).not.toBe(memory)
    const callee = named('sgd')
    const shared = { weights: new Float32Array(memory), gradient: new Float32Array(other) }
    await expectRefusal(callee, { ...callee.valid(), ...shared }, 'weights', RangeError, 'memory that overlaps it')
  })
})
