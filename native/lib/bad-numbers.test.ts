import { describe, expect, it } from 'vitest'
import { type NativeDataset, NativeNetwork } from './index.ts'
import { type BorderFunction, functions, type NumberRule } from './testing/border.ts'
import { noNumbers } from './testing/junk.ts'
import { expectRefusal, literally } from './testing/refusal.ts'

const named = (name: string): BorderFunction => functions.find(callee => callee.name === name)!

const cases = functions.flatMap(callee =>
  Object.entries(callee.numbers ?? {}).map(([argument, rule]) => ({ name: callee.name, argument, callee, rule })),
)

/** Numbers that the rule excludes. */
function badNumbers(rule: NumberRule): number[] {
  const never = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  if (rule.kind !== 'integer') return rule.kind === 'finite' ? never : [...never, 0, -0, -1, -Number.MIN_VALUE]
  const { min, max } = rule
  return [
    ...never,
    min - 1,
    max + 1,
    -1,
    min + 0.5,
    1.5,
    -(2 ** 31),
    2 ** 53,
    2 ** 64,
    1e300,
    -Number.MIN_VALUE,
    5e-324,
  ]
}

describe.each(cases)('$name: $argument', ({ argument, callee, rule }) => {
  it('is nothing but a number', async () => {
    for (const [value, received] of noNumbers()) {
      const args = { ...callee.valid(), [argument]: value }
      await expectRefusal(callee, args, argument, TypeError, literally(received))
    }
  })

  it('is there, or left out where it may be', async () => {
    const args = { ...callee.valid(), [argument]: undefined }
    if (rule.optional) await callee.call(args)
    else await expectRefusal(callee, args, argument, TypeError, 'undefined')
  })

  it('is no number outside its range', async () => {
    for (const number of badNumbers(rule)) {
      const args = { ...callee.valid(), [argument]: number }
      const message = await expectRefusal(callee, args, argument, RangeError, literally(String(number + 0)))
      if (rule.kind === 'integer') expect(message).toContain(`expected an integer from ${rule.min} to ${rule.max}`)
    }
  })
})

describe('numbers with bounds of their own', () => {
  it.each([
    ['trainSteps', { learningRate: 1e39 }, 'a number that float32 can hold', '1e+39'],
    ['trainSteps', { learningRate: 1e-60 }, 'a number above 0 in float32', '1e-60'],
    ['numericalGradient', { epsilon: 1e-13 }, 'a number from 1e-12 to 1', '1e-13'],
    ['numericalGradient', { epsilon: 1.5 }, 'a number from 1e-12 to 1', '1.5'],
    ['fillUniform', { high: 0 }, 'a number above low = 0 in float32', '0'],
    ['fillUniform', { high: -1 }, 'a number above low = 0 in float32', '-1'],
    ['fillUniform', { low: 1, high: 1 + 1e-12 }, 'a number above low = 1 in float32', '1.000000000001'],
    ['fillUniform', { out: new Float64Array(1), low: -1e308, high: 1e308 }, 'a finite difference to low', '1e+308'],
    ['fillUniform', { high: 1e39 }, 'a number that float32 can hold', '1e+39'],
    ['fillNormal', { mean: -1e39 }, 'a number that float32 can hold', '-1e+39'],
    ['fillNormal', { standardDeviation: 1e39 }, 'a number that float32 can hold', '1e+39'],
    ['gemm', { alpha: 1e39 }, 'a number that float32 can hold', '1e+39'],
    ['gemm', { beta: -1e39 }, 'a number that float32 can hold', '-1e+39'],
    ['sgd', { learningRate: -1e39 }, 'a number that float32 can hold', '-1e+39'],
    ['sgd', { momentum: 1e300 }, 'a number that float32 can hold', '1e+300'],
    ['gather', { mean: 1e39 }, 'a number that float32 can hold', '1e+39'],
    ['gather', { standardDeviation: 1e-45 }, 'a finite number of at least 1.2e-38', '1e-45'],
    ['NativeDataset', { standardDeviation: 1e-45 }, 'a finite number of at least 1.2e-38', '1e-45'],
    ['gemm', { lda: 1 }, 'an integer from 2 to 2147483647', '1'],
    ['logits', { first: 3, count: 3 }, 'an integer from 1 to 2', '3'],
    ['logits', { first: 5, count: undefined }, 'an integer from 0 to 4', '5'],
  ])('%s refuses %o', async (name, change, expected, received) => {
    const callee = named(name)
    const argument = Object.keys(change).findLast(key => change[key as never] !== undefined)!
    const args = { ...callee.valid(), ...change }
    const message = await expectRefusal(callee, args, argument, RangeError, literally(received))
    expect(message).toContain(`expected ${expected},`)
  })

  it('a network of float32 refuses a data set with a mean that float32 cannot hold, one of float64 takes it', async () => {
    const inputs = new Float64Array(6).fill(1e200)
    const dataset = named('NativeDataset').call({ inputs, features: 3, mean: 1e200 })
    const logits = named('logits')
    const args = { dataset, first: 0, count: 2 }
    const message = await expectRefusal(logits, args, 'dataset', RangeError)
    expect(message).toContain('expected mean and standardDeviation that float32 can hold,')
    const layers = [{ units: 2, activation: 'identity', bias: false }] as const
    const network = new NativeNetwork({ dtype: 'float64', inputs: 3, layers })
    expect(await network.logits({ dataset: dataset as NativeDataset })).toEqual(new Float64Array(4))
  })

  it('lets float64 have what float32 cannot hold', () => {
    const out = new Float64Array(2)
    named('fillUniform').call({ out, low: 1e300, high: 2e300, seed: 1, stream: 1 })
    expect([...out].every(x => x >= 1e300 && x < 2e300)).toBe(true)
    const c = Float64Array.of(0)
    named('gemm').call({ m: 1, n: 1, k: 1, a: Float64Array.of(2), b: Float64Array.of(3), c, alpha: 1e200 })
    expect(c[0]! / 6e200).toBeCloseTo(1, 12)
  })
})

describe('sizes that no machine holds', () => {
  it('are refused without touching memory', async () => {
    const network = (inputs: number, ...units: number[]) => ({
      dtype: 'float64',
      inputs,
      layers: units.map(unit => ({ units: unit, activation: 'identity', bias: true })),
    })
    const callee = named('NativeNetwork')
    const large = 2 ** 31 - 1
    for (const args of [network(large, large), network(1, large), network(3, 1e6, 1e6, 1e6), network(50_000, 50_000)]) {
      const message = await expectRefusal(callee, args, 'layers', RangeError)
      expect(message).toContain('at most 2147483647 parameters')
    }
    await expectRefusal(
      callee,
      { ...network(3), layers: Array(10_001).fill(network(3, 1).layers[0]) },
      'layers',
      RangeError,
    )
    await expectRefusal(callee, network(3), 'layers', RangeError, 'an array of length 0')
  })

  it('are refused for matrices that the arrays do not hold, however the product overflows', async () => {
    const large = 2 ** 31 - 1
    const callee = named('gemm')
    const args = { ...callee.valid(), m: large, n: large, k: large, lda: large, ldb: large, ldc: large }
    const message = await expectRefusal(callee, args, 'a', RangeError, 'a Float32Array of length 4')
    expect(message).toContain(`at least ${BigInt(large) * BigInt(large)} elements`)
    const batch = { ...named('softmaxCrossEntropy').valid(), classes: large }
    await expectRefusal(named('softmaxCrossEntropy'), batch, 'logits', RangeError, 'a Float32Array of length 6')
  })
})

describe('words and booleans', () => {
  const words = functions.flatMap(callee =>
    Object.entries(callee.words ?? {}).map(([argument, allowed]) => ({ name: callee.name, argument, callee, allowed })),
  )
  it.each(words)('$name: $argument is one of $allowed', async ({ argument, callee, allowed }) => {
    for (const word of allowed) await callee.call({ ...callee.valid(), [argument]: word })
    for (const word of ['', 'Sigmoid', 'relu ', 'float16', '__proto__', `tanh\0`, 'ü'.repeat(100)]) {
      const message = await expectRefusal(callee, { ...callee.valid(), [argument]: word }, argument, RangeError, '".*"')
      for (const each of allowed) expect(message).toContain(`'${each}'`)
      expect(message).not.toContain('\ufffd')
    }
    for (const value of [
      undefined,
      null,
      3,
      true,
      [allowed[0]],
      { toString: () => allowed[0] },
      new String(allowed[0]),
    ]) {
      await expectRefusal(callee, { ...callee.valid(), [argument]: value }, argument, TypeError)
    }
  })

  const booleans = functions.flatMap(callee =>
    (callee.booleans ?? []).map(argument => ({ name: callee.name, argument, callee })),
  )
  it.each(booleans)('$name: $argument is true or false', async ({ argument, callee }) => {
    for (const value of [0, 1, '', 'true', null, [], {}, new Boolean(true)]) {
      await expectRefusal(callee, { ...callee.valid(), [argument]: value }, argument, TypeError)
    }
  })

  it('a layer says whether it has a bias', async () => {
    const callee = named('NativeNetwork: layers[0]')
    await expectRefusal(callee, { ...callee.valid(), bias: undefined }, 'bias', TypeError, 'undefined')
  })
})
