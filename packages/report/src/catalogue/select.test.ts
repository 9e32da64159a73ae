import { OptionError } from '@blasnet/check'
import { describe, expect, it } from 'vitest'
import { smallCatalogue } from '../testing/small-catalogue.ts'
import { parseCatalogue } from './parse.ts'
import { networkConfig, networkSeeds, networksOf, selectTasks } from './select.ts'

const catalogue = parseCatalogue(smallCatalogue())
const ids = (only?: string[]) => selectTasks(catalogue, only).map(({ id }) => id)

describe('selectTasks', () => {
  it('takes all without a choice, in the order of the catalogue with one', () => {
    expect(ids()).toEqual(['1', '2a', '3'])
    expect(ids([])).toEqual(['1', '2a', '3'])
    expect(ids(['3', '1'])).toEqual(['1', '3'])
  })

  it('knows other names, and the number of several tasks', () => {
    expect(ids(['2b'])).toEqual(['2a'])
    expect(ids(['2'])).toEqual(['2a'])
  })

  it('names those that there are', () => {
    expect(() => ids(['2c'])).toThrow(new OptionError('only', 'tasks of the study: 1, 2a, 2b, 3', '2c'))
    // No task is called by the beginning of another's name.
    expect(() => ids([''])).toThrow(OptionError)
  })
})

describe('networks of tasks', () => {
  it('are those shown, drawn or judged', () => {
    const of = (only: string[]) => networksOf(catalogue, selectTasks(catalogue, only)).map(({ id }) => id)
    expect(of(['1'])).toEqual([])
    expect(of(['2'])).toEqual(['a', 'b'])
    expect(of(['3'])).toEqual(['a'])
  })

  it('have the catalogue’s settings and their own', () => {
    expect(networkConfig(catalogue, catalogue.networks[1]!)).toEqual({
      data: 'mnist',
      epochs: 2,
      hidden: [8],
      momentum: 0.9,
    })
    expect(networkSeeds(catalogue.networks[0]!, [1, 2, 3])).toEqual([1, 2, 3])
    expect(networkSeeds(catalogue.networks[1]!, [1, 2, 3])).toEqual([1, 2])
  })
})
