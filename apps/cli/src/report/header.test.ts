import { expect, it } from 'vitest'
import { createStyle } from '../terminal/style.ts'
import { toyCatalogue } from '../testing/toy-catalogue.ts'
import { headerLines } from './header.ts'
import { checkLabel, runLabel } from './labels.ts'
import { planReport } from './plan.ts'

const plain = createStyle({}, {})
const source = { file: 'toys.json', catalogue: toyCatalogue('toy', { title: 'Toys \x1b[31m' }) }

it('says what is about to be done, and where it goes', () => {
  const plan = planReport(source, { seeds: 1, overrides: {} })
  const facts = { plan, jobs: 2, folder: 'runs/report', takenOver: 0, remarks: [] }
  expect(headerLines(facts, plain, 100)).toEqual([
    String.raw`Toys \x1b[31m`,
    '3 networks · seed 1 · 1 gradient check · 2 at a time · into runs/report',
  ])
})

it('says what is left out, what is taken over and what is not', () => {
  const plan = planReport(source, { seeds: 5, only: ['3a'], overrides: {} })
  const remarks = ['plain-2 is trained again: it was interrupted']
  expect(headerLines({ plan, jobs: 8, folder: 'x', takenOver: 3, remarks }, plain, 60)).toEqual([
    String.raw`Toys \x1b[31m`,
    '2 networks · seeds 1 to 5 · 8 at a time · only 3a',
    '  3 taken over · into x',
    'plain-2 is trained again: it was interrupted',
  ])
})

it('says nothing of seeds where no network is trained', () => {
  const plan = planReport(source, { seeds: 1, only: ['2'], overrides: {} })
  const [, facts] = headerLines({ plan, jobs: 2, folder: 'x', takenOver: 0, remarks: [] }, plain, 100)
  expect(facts).toBe('1 gradient check · 2 at a time · only 2 · into x')
})

it('names the seed where there are several', () => {
  const one = planReport(source, { seeds: 1, overrides: {} })
  const two = planReport(source, { seeds: 2, overrides: {} })
  expect(runLabel(one.runs[0]!, one)).toBe('plain')
  expect(runLabel(two.runs[1]!, two)).toBe('plain, seed 2')
  expect(checkLabel(one.checks[0]!)).toBe('gradients, task 2')
})
