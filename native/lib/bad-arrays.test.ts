import { describe, expect, it } from 'vitest'
import { functions } from './testing/border.ts'
import { arrayTypes, noArrays } from './testing/junk.ts'
import { expectRefusal, literally } from './testing/refusal.ts'

const cases = functions.flatMap(callee =>
  Object.entries(callee.arrays).map(([argument, rule]) => ({ name: callee.name, argument, callee, rule })),
)

describe.each(cases)('$name: $argument', ({ argument, callee, rule }) => {
  it('is accepted as it should be, so that what follows is refused for the reason given', async () => {
    await callee.call(callee.valid())
  })

  it('is nothing but a typed array', async () => {
    for (const [value, received] of noArrays()) {
      const args = { ...callee.valid(), [argument]: value }
      const message = await expectRefusal(callee, args, argument, TypeError, literally(received))
      for (const type of rule.types) expect(message).toContain(type)
    }
  })

  it('is there, or left out where it may be', async () => {
    const args = { ...callee.valid(), [argument]: undefined }
    if (rule.optional) {
      const dependents = callee.dependents?.[argument] ?? []
      await callee.call({ ...args, ...Object.fromEntries(dependents.map(name => [name, undefined])) })
    } else {
      await expectRefusal(callee, args, argument, TypeError, 'undefined')
    }
  })

  it('is no typed array of another type', async () => {
    const others = arrayTypes.filter(({ name }) => !rule.types.includes(name))
    expect(others.length).toBe(arrayTypes.length - rule.types.length)
    for (const type of others) {
      const { length } = callee.valid()[argument] as { length: number }
      const args = { ...callee.valid(), [argument]: new type(length) }
      await expectRefusal(callee, args, argument, TypeError, `a ${type.name} of length ${length}`)
    }
  })
})

it.each([
  ['gemm', ['b', 'c'], 'a'],
  ['activate', ['y'], 'z'],
  ['activateBackward', ['dy', 'dz'], 'saved'],
  ['softmaxCrossEntropy', ['gradient'], 'logits'],
  ['sgd', ['gradient', 'velocity'], 'weights'],
] as const)('%s: %j have the element type of %s', async (name, others, first) => {
  const callee = functions.find(candidate => candidate.name === name)!
  for (const other of others) {
    const valid = callee.valid()
    const args = { ...valid, [other]: Float64Array.from(valid[other] as Float32Array) }
    const message = await expectRefusal(callee, args, other, RangeError, 'a Float64Array of length \\d')
    expect(message).toContain(`expected a Float32Array like ${first},`)
  }
})

it('setParameters takes the element type of its network', async () => {
  const callee = functions.find(({ name }) => name === 'setParameters')!
  const { length } = callee.valid().values as Float32Array
  await expectRefusal(
    callee,
    { values: new Float64Array(length) },
    'values',
    TypeError,
    `a Float64Array of length ${length}`,
  )
})
