import { expect, it } from 'vitest'
import { wrapWords } from './wrap-words.ts'

it('breaks between words, by columns', () => {
  expect(wrapWords('one two three 数字 数字', 9)).toEqual(['one two', 'three', '数字 数字'])
})

it('leaves a word that is too long whole', () => {
  expect(wrapWords('see /a/very/long/path now', 8)).toEqual(['see', '/a/very/long/path', 'now'])
})

it('makes nothing of nothing', () => {
  expect(wrapWords(' ', 8)).toEqual([])
})
