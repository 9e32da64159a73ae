import { Help } from '@commander-js/extra-typings'
import { describe, expect, it } from 'vitest'
import { formatEntry } from './help-entry.ts'

function entry(columns: number, description: string): string[] {
  const helper = new Help()
  helper.helpWidth = columns
  return formatEntry('--seed <n>', 20, description, helper).split('\n')
}

const description = 'decides the initial weights and the order of the samples (default: 1)'

describe('formatEntry', () => {
  it('puts the description beside the term where at least 40 columns are left for it', () => {
    expect(entry(64, description)).toEqual([
      '  --seed <n>            decides the initial weights and the',
      '                        order of the samples (default: 1)',
    ])
  })

  it('puts it below where there are fewer', () => {
    expect(entry(63, description)).toEqual([
      '  --seed <n>',
      '      decides the initial weights and the order of the samples',
      '      (default: 1)',
    ])
    expect(entry(30, description).slice(1)).toEqual([
      '      decides the initial',
      '      weights and the order of',
      '      the samples (default: 1)',
    ])
  })

  it('does without a description', () => {
    expect(entry(30, '')).toEqual(['  --seed <n>'])
  })
})
