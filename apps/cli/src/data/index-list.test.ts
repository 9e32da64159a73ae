import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expandIndexList, parseIndexList } from './index-list.ts'

const expand = (text: string, count = 100) => expandIndexList('--index', parseIndexList('--index', text), count)

describe('index lists', () => {
  it('keeps order and repetitions', () => {
    expect(expand('0,5,10-12')).toEqual([0, 5, 10, 11, 12])
    expect(expand(' 7 , 3 - 4,7')).toEqual([7, 3, 4, 7])
  })

  it('gives back any indices, written one by one or as ranges', () => {
    const ranges = fc.array(
      fc.tuple(fc.nat(500), fc.nat(20)).map(([first, length]) => ({ first, last: first + length })),
      { minLength: 1, maxLength: 10 },
    )
    fc.assert(
      fc.property(ranges, list => {
        const text = list.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)).join(',')
        expect(parseIndexList('--index', text)).toEqual(list)
        const indices = expand(text, 521)
        expect(indices.length).toBe(list.reduce((sum, { first, last }) => sum + last - first + 1, 0))
        expect(expand(indices.join(','), 521)).toEqual(indices)
      }),
    )
  })

  it('takes or refuses any text, and nothing else happens', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[-0-9, ]*$/))
    fc.assert(
      fc.property(text, value => {
        try {
          for (const { first, last } of parseIndexList('--index', value)) expect(first).toBeLessThanOrEqual(last)
        } catch (error) {
          expect((error as Error).message).toMatch(/^--index: expected (indices|ranges)/)
        }
      }),
      { numRuns: 500 },
    )
  })

  it.each(['', ',', '1,', '-1', '1-', '1-2-3', '1.5', '0x1', '1e3', 'a'])('refuses %j', text => {
    expect(() => expand(text)).toThrow(
      `--index: expected indices and ranges counted from 0, as 0,5,10-12, received ${JSON.stringify(text)}`,
    )
  })

  it('refuses a range that runs backwards', () => {
    expect(() => expand('12-10')).toThrow('--index: expected ranges that run upwards, received "12-10"')
  })

  it('refuses what lies beyond the data before counting it out', () => {
    expect(expand('99')).toEqual([99])
    expect(() => expand('5,100')).toThrow('--index: expected indices below 100, the number of samples, received 100')
    expect(() => expand('0-99999999999999')).toThrow(
      'indices below 100, the number of samples, received 99999999999999',
    )
  })
})
