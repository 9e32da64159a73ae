import { describe, expect, it } from 'vitest'
import { type BorderFunction, functions, smallDataset } from './testing/border.ts'
import { expectRefusal } from './testing/refusal.ts'

const named = (name: string): BorderFunction => functions.find(callee => callee.name === name)!

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
