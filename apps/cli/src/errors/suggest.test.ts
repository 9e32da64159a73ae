import { describe, expect, it } from 'vitest'
import { didYouMean, suggest } from './suggest.ts'

describe('suggest', () => {
  const names = ['mnist', 'fashion-mnist', 'sigmoid', 'all']
  it.each([
    ['minst', 'mnist'],
    ['MNIST', 'mnist'],
    ['mnis', 'mnist'],
    ['fashionmnist', 'fashion-mnist'],
    ['fashion_mnst', 'fashion-mnist'],
    ['al', 'all'],
    ['alle', 'all'],
    ['relu', undefined],
    ['', undefined],
  ])('%s → %s', (word, meant) => {
    expect(suggest(word, names)).toBe(meant)
  })

  it('asks a question', () => {
    expect(didYouMean('minst', names)).toBe('did you mean mnist?')
    expect(didYouMean('relu', names)).toBeUndefined()
  })
})
