import { describe, expect, it } from 'vitest'
import { type Arguments, type BorderFunction, functions, smallDataset } from './testing/border.ts'
import { expectRefusal, literally } from './testing/refusal.ts'

const named = (name: string): BorderFunction => functions.find(callee => callee.name === name)!

/** As long as `array` and `extra` longer, of the same type. */
function stretched(array: unknown, extra: number): unknown {
  const { length } = array as Float32Array
  const longer = new ((array as object).constructor as Float32ArrayConstructor)(length + extra)
  longer.set((array as Float32Array).subarray(0, length + extra))
  return longer
}

describe('lengths', () => {
  // gemm lets its matrices be longer than they need.
  const exact = functions.flatMap(callee =>
    Object.entries(callee.arrays)
      .filter(([, { anyLength }]) => anyLength === undefined && callee.name !== 'gemm')
      .map(([argument]) => ({ name: callee.name, argument, callee })),
  )

  it.each(exact)(
    '$name refuses a $argument that is longer or shorter than the others',
    async ({ argument, callee }) => {
      for (const extra of [1, -1]) {
        const valid = callee.valid()
        const args = { ...valid, [argument]: stretched(valid[argument], extra) }
        // The first array of a call gives the length, so the message may be about the next one.
        await expectRefusal(callee, args, await blamed(callee, args), RangeError)
      }
    },
  )

  /** The argument that the error is about, one of the arrays of the call. */
  async function blamed(callee: BorderFunction, args: Arguments): Promise<string> {
    const error = await Promise.resolve()
      .then(() => callee.call(args))
      .catch((reason: Error) => reason)
    const [, argument] = (error as Error).message.split(': ')
    expect(Object.keys(callee.arrays)).toContain(argument)
    return argument!
  }

  it.each([
    ['activate', { y: new Float32Array(4) }, 'y', 'length 3 (the length of z)', 'a Float32Array of length 4'],
    ['activateBackward', { dy: new Float32Array(2) }, 'dy', 'length 3 (the length of y)', 'a Float32Array of length 2'],
    ['softmaxCrossEntropy', { classes: 4 }, 'logits', 'length 8 (labels · classes)', 'a Float32Array of length 6'],
    ['softmaxCrossEntropy', { labels: new Uint8Array(0) }, 'labels', 'at least one label', 'none'],
    [
      'sgd',
      { velocity: new Float32Array(0) },
      'velocity',
      'length 3 (the length of weights)',
      'a Float32Array of length 0',
    ],
    ['gather', { features: 4 }, 'inputs', 'a multiple of features = 4 elements', '6'],
    ['gather', { out: new Float32Array(5) }, 'out', 'length 4 (indices · features)', 'a Float32Array of length 5'],
    ['NativeDataset', { features: 4 }, 'inputs', 'a positive multiple of features = 4 elements', '6'],
    ['NativeDataset', { inputs: new Uint8Array(0) }, 'inputs', 'a positive multiple of features = 2 elements', '0'],
    [
      'NativeDataset',
      { labels: new Uint8Array(4) },
      'labels',
      'length 3 (one label a sample)',
      'a Uint8Array of length 4',
    ],
    [
      'setParameters',
      { values: new Float32Array(1) },
      'values',
      'length 24 (the number of parameters)',
      'a Float32Array of length 1',
    ],
    ['trainSteps', { batchSize: 3 }, 'indices', 'a positive multiple of batchSize = 3 elements', '4'],
    ['trainSteps', { indices: new Uint32Array(0) }, 'indices', 'a positive multiple of batchSize = 2 elements', '0'],
    ['gradient', { indices: new Uint32Array(0) }, 'indices', 'at least one sample', 'none'],
    ['layerStatistics', { indices: new Uint32Array(0) }, 'indices', 'at least one sample', 'none'],
    ['numericalGradient', { indices: new Uint32Array(0) }, 'indices', 'at least one sample', 'none'],
  ])('%s with %o: %s is refused', async (name, change, argument, expected, received) => {
    const callee = named(name)
    const message = await expectRefusal(
      callee,
      { ...callee.valid(), ...change },
      argument,
      RangeError,
      literally(received),
    )
    expect(message).toContain(`expected ${expected},`)
  })

  it.each(['a', 'b', 'c'])(
    'gemm names %s when it is one element short of its rows and leading dimension',
    async argument => {
      const callee = named('gemm')
      const leading = { lda: 5, ldb: 5, ldc: 5 }
      const [enough, short] = [new Float32Array(7), new Float32Array(6)]
      const three = { a: enough, b: enough.slice(), c: enough.slice() }
      await callee.call({ ...callee.valid(), ...leading, ...three })
      const args = { ...callee.valid(), ...leading, ...three, [argument]: short }
      const message = await expectRefusal(callee, args, argument, RangeError, 'a Float32Array of length 6')
      expect(message).toContain(`at least 7 elements (its rows, columns and ld${argument})`)
    },
  )
})

describe('labels and indices', () => {
  it.each([
    ['softmaxCrossEntropy', 'labels', Uint8Array.of(0, 3), 1, 'a class from 0 to 2', '3'],
    ['softmaxCrossEntropy', 'labels', Int32Array.of(-1, 0), 0, 'a class from 0 to 2', '-1'],
    ['softmaxCrossEntropy', 'labels', Uint32Array.of(0, 2 ** 32 - 1), 1, 'a class from 0 to 2', '4294967295'],
    ['softmaxCrossEntropy', 'labels', Uint16Array.of(65535, 0), 0, 'a class from 0 to 2', '65535'],
    ['NativeDataset', 'labels', Uint8Array.of(0, 1, 2), 2, 'a class from 0 to 1', '2'],
    ['NativeDataset', 'labels', Int32Array.of(0, -(2 ** 31), 0), 1, 'a class from 0 to 1', '-2147483648'],
    ['gather', 'indices', Uint32Array.of(0, 3), 1, 'a sample from 0 to 2', '3'],
    ['gather', 'indices', Uint32Array.of(2 ** 32 - 1, 0), 0, 'a sample from 0 to 2', '4294967295'],
    ['trainSteps', 'indices', Uint32Array.of(0, 1, 4, 5), 3, 'a sample from 0 to 4', '5'],
    ['gradient', 'indices', Uint32Array.of(5), 0, 'a sample from 0 to 4', '5'],
    ['layerStatistics', 'indices', Uint32Array.of(1, 2 ** 31), 1, 'a sample from 0 to 4', '2147483648'],
    ['numericalGradient', 'indices', Uint32Array.of(0, 9), 1, 'a sample from 0 to 4', '9'],
    ['numericalGradient', 'parameters', Uint32Array.of(23, 24), 1, 'a parameter from 0 to 23', '24'],
  ])('%s: %s %o are refused', async (name, argument, values, index, expected, received) => {
    const callee = named(name)
    const args = { ...callee.valid(), [argument]: values }
    const message = await expectRefusal(callee, args, `${argument}[${index}]`, RangeError, literally(received))
    expect(message).toContain(`expected ${expected},`)
  })

  it('gather has no index for an empty data set, but takes none', async () => {
    const callee = named('gather')
    const empty = { ...callee.valid(), inputs: new Uint8Array(0) }
    expect(await expectRefusal(callee, empty, 'indices[0]', RangeError, '2')).toContain('nothing to choose from')
    await callee.call({ ...empty, indices: new Uint32Array(0), out: new Float32Array(0) })
  })

  it('a data set has classes only with labels', async () => {
    const callee = named('NativeDataset')
    const message = await expectRefusal(callee, { ...callee.valid(), labels: undefined }, 'classes', RangeError, '2')
    expect(message).toContain('no number of classes without labels')
  })
})

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
    ['activateBackward', 'dz', 'y', true],
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

describe('data sets and networks that do not fit together', () => {
  const methods = functions.filter(({ objects }) => objects !== undefined)

  it.each(methods)('$name takes a NativeDataset and nothing else', async callee => {
    const dataset = smallDataset()
    const others = [undefined, null, 3, 'dataset', {}, [], callee, new Uint8Array(15)]
    for (const value of [...others, Object.create(dataset), new Proxy(dataset, {}), { ...dataset }]) {
      const message = await expectRefusal(callee, { ...callee.valid(), dataset: value }, 'dataset', TypeError)
      expect(message).toContain('expected a NativeDataset,')
    }
  })

  it.each(methods)('$name refuses other features, too many classes and missing labels', async callee => {
    const make = named('NativeDataset').call
    const inputs = new Uint8Array(15)
    const wide = make({ inputs, features: 5 })
    const message = await expectRefusal(callee, { ...callee.valid(), dataset: wide }, 'dataset', RangeError, '5')
    expect(message).toContain('expected samples of 3 features,')
    const unlabelled = make({ inputs, features: 3 })
    const many = make({ inputs, features: 3, labels: new Uint8Array(5), classes: 3 })
    if (callee.name === 'logits') {
      await callee.call({ ...callee.valid(), dataset: unlabelled })
      await callee.call({ ...callee.valid(), dataset: many })
    } else {
      await expectRefusal(callee, { ...callee.valid(), dataset: unlabelled }, 'dataset', RangeError, 'one without')
      const args = { ...callee.valid(), dataset: many }
      expect(await expectRefusal(callee, args, 'dataset', RangeError, '3')).toContain('at most 2 classes')
    }
  })
})
