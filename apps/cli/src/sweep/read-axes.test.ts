import { describe, expect, it } from 'vitest'
import { formatRange, readSample } from './read-sample.ts'
import { readVary } from './read-vary.ts'

describe('readVary', () => {
  it.each([
    ['learning-rate=0.01, 0.1', [0.01, 0.1]],
    ['hidden=64,256-128', [[64], [256, 128]]],
    ['hidden=64;32,16', [[64], [32, 16]]],
    [
      'schedule=cosine;step:0.5,10epochs',
      [
        { kind: 'cosine', minimum: 0 },
        { kind: 'step', factor: 0.5, every: { epochs: 10 } },
      ],
    ],
    ['patience=none,5', [null, 5]],
  ])('reads %s', (text, values) => {
    expect(readVary(text).values.map(({ value }) => value)).toEqual(values)
  })

  it.each([
    ['hidden', "--vary: expected a setting and its values, as learning-rate=0.01,0.1, received 'hidden'"],
    ['=1', '--vary: expected a setting and its values'],
    ['hidden=', '--vary hidden: expected at least one value, received none'],
    ['hidden=1,,2', '--vary hidden: expected a value between separators, received nothing'],
    ['hidden=8,9,8', "--vary hidden: expected every value once, received '8' twice"],
    ['momentum=0.5,5e-1', "received '0.5' and '5e-1', which are the same"],
    ['momentum=0.5,1', '--vary momentum: expected a finite number at least 0 and below 1, received 1'],
    ['schedule=cosine,step:0.5,9epochs', 'separate values that hold commas by semicolons'],
  ])('refuses %s', (text, message) => {
    expect(() => readVary(text)).toThrow(message)
  })
})

describe('readSample', () => {
  it('reads a range, and sees where only whole numbers will do', () => {
    expect(readSample('learning-rate=log:1e-3:1')).toMatchObject({ scale: 'log', low: 0.001, high: 1, whole: false })
    expect(readSample('momentum=uniform:0:0.9')).toMatchObject({ scale: 'uniform', low: 0, high: 0.9, whole: false })
    expect(readSample('batch-size=LOG:8:256')).toMatchObject({ scale: 'log', low: 8, high: 256, whole: true })
    expect(formatRange(readSample('learning-rate=log:1e-3:1'))).toBe('log:0.001:1')
  })

  it.each([
    ['momentum', '--sample: expected a setting and a distribution, as learning-rate=log:0.001:1'],
    ['momentum=normal:0:1', '--sample momentum: expected a distribution, as log:0.001:1 or uniform:0.5:0.99'],
    ['momentum=uniform:0', '--sample momentum: expected a distribution'],
    ['momentum=uniform:0:x', "--sample momentum: expected numbers as ends, received 'x'"],
    ['momentum=uniform:0.9:0.1', '--sample momentum: expected the lower end first, received 0.9 and 0.1'],
    ['momentum=uniform:0:1', '--sample momentum: expected a finite number at least 0 and below 1, received 1'],
    ['momentum=log:0:0.5', '--sample momentum: expected ends above 0 for log, received 0'],
    ['hidden=uniform:8:64', '--sample hidden: expected a setting that is one number, received hidden; try --vary'],
    ['activation=uniform:1:2', '--sample activation: expected one of'],
  ])('refuses %s', (text, message) => {
    expect(() => readSample(text)).toThrow(message)
  })
})
