import { describe, expect, it } from 'vitest'
import { type Arguments, type BorderFunction, functions } from './testing/border.ts'
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
    const [argument] = (error as Error).message.slice(`${callee.name}: `.length).split(': ')
    expect(Object.keys(callee.arrays)).toContain(argument)
    return argument!
  }

  it.each([
    ['activate', { y: new Float32Array(4) }, 'y', 'length 3 (the length of z)', 'a Float32Array of length 4'],
    [
      'activateBackward',
      { dy: new Float32Array(2) },
      'dy',
      'length 3 (the length of saved)',
      'a Float32Array of length 2',
    ],
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
