import { expect, it } from 'vitest'
import { renderFacts } from './facts.ts'
import { createStyle } from './style.ts'

const facts = [
  ['accuracy', '91.84 %', '9,184 of 10,000 right'],
  ['loss', '0.2921'],
  ['時', '0.02 s', '500k samples/s'],
] as const

it('aligns names, values and remarks', () => {
  expect(renderFacts(facts, createStyle({}, {}), 80)).toEqual([
    '  accuracy  91.84 %  9,184 of 10,000 right',
    '  loss      0.2921',
    '  時        0.02 s   500k samples/s',
  ])
})

it('sets remarks below where the terminal is narrow', () => {
  expect(renderFacts(facts, createStyle({}, {}), 38)).toEqual([
    '  accuracy  91.84 %',
    '    9,184 of 10,000 right',
    '  loss      0.2921',
    '  時        0.02 s   500k samples/s',
  ])
})
