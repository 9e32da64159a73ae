import type { LearningRateSchedule, Warmup } from '@blasnet/core'
import { SCHEDULE_KINDS } from '@blasnet/core/options'
import { describe, expect, it } from 'vitest'
import { flagText } from './flag.ts'
import { checkSchedule, checkWarmup, formatSchedule, formatWarmup } from './schedule.ts'

const oneCycle = { kind: 'one-cycle', peakAt: 0.3, startDivisor: 25, endDivisor: 10_000 } as const
const onPlateau = {
  kind: 'on-plateau',
  ...{ factor: 0.1, patience: 10, threshold: 1e-4, cooldown: 0, minimum: 0 },
} as const

describe('checkSchedule', () => {
  it.each([
    ['constant', { kind: 'constant' }],
    ['step:0.5,10epochs', { kind: 'step', factor: 0.5, every: { epochs: 10 } }],
    ['Step: 0.5, 2000 steps', { kind: 'step', factor: 0.5, every: { steps: 2000 } }],
    ['step:every=1 epoch,factor=.1', { kind: 'step', factor: 0.1, every: { epochs: 1 } }],
    ['exponential:0.9,1epoch', { kind: 'exponential', factor: 0.9, every: { epochs: 1 } }],
    ['linear', { kind: 'linear', final: 0 }],
    ['linear:0.01', { kind: 'linear', final: 0.01 }],
    ['cosine', { kind: 'cosine', minimum: 0 }],
    ['cosine:1e-3', { kind: 'cosine', minimum: 0.001 }],
    ['cosine:minimum=1e-3', { kind: 'cosine', minimum: 0.001 }],
    ['one-cycle', oneCycle],
    ['one-cycle:0.4', { ...oneCycle, peakAt: 0.4 }],
    ['one-cycle:0.4,10,100', { ...oneCycle, peakAt: 0.4, startDivisor: 10, endDivisor: 100 }],
    ['one-cycle:start-divisor=10', { ...oneCycle, startDivisor: 10 }],
    ['on-plateau', onPlateau],
    ['on-plateau:0.5,5', { ...onPlateau, factor: 0.5, patience: 5 }],
    ['on-plateau:0.5,minimum=1e-4,cooldown=2', { ...onPlateau, factor: 0.5, minimum: 1e-4, cooldown: 2 }],
    [{ kind: 'cosine' }, { kind: 'cosine', minimum: 0 }],
  ])('reads %j', (given, schedule) => {
    expect(checkSchedule('--schedule', given)).toEqual(schedule)
  })

  it.each([
    ['cosine:', '--schedule: expected \'cosine[:MINIMUM]\', received "cosine:"'],
    ['cosine:0,1', 'expected \'cosine[:MINIMUM]\', received "cosine:0,1"'],
    ['cosine:-1', '--schedule.minimum: expected a finite number at least 0, received -1'],
    ['step', '--schedule: expected \'step:FACTOR,EVERY\', received "step"'],
    ['step:0.5', 'expected \'step:FACTOR,EVERY\', received "step:0.5"'],
    ['step:0.5,10', 'expected \'step:FACTOR,EVERY\', received "step:0.5,10"'],
    ['step:0.5,10days', "expected 'step:FACTOR,EVERY'"],
    ['step:0.5,1.5steps', '--schedule.every.steps: expected an integer at least 1'],
    ['step:0,1epoch', '--schedule.factor: expected a finite number above 0, received 0'],
    ['one-cycle:peak=0.5', "expected 'one-cycle[:PEAK-AT,START-DIVISOR,END-DIVISOR]'"],
    ['one-cycle:1', '--schedule.peakAt: expected a finite number above 0 and below 1, received 1'],
    ['on-plateau:0.5,0.5', '--schedule.patience: expected an integer at least 0'],
    [
      'polynomial',
      "--schedule: expected 'constant', 'step:FACTOR,EVERY', 'exponential:FACTOR,EVERY', 'linear[:FINAL]'",
    ],
    [{ kind: 'cosine', warmup: { steps: 5 } }, '--schedule.warmup: expected a setting of its own, warmup'],
    [{ kind: 'cosine', min: 0 }, '--schedule.min: expected one of the options'],
    [5, '--schedule: expected a plain object, received 5'],
  ])('refuses %j', (given, message) => {
    expect(() => checkSchedule('--schedule', given)).toThrow(message)
  })

  it('suggests the kind that was meant', () => {
    for (const kind of SCHEDULE_KINDS) {
      expect(() => flagText('--schedule', checkSchedule)(`${kind}x:0.1`)).toThrow(`did you mean ${kind}?`)
    }
  })
})

describe('checkWarmup', () => {
  it.each([
    ['500steps', { steps: 500 }],
    ['1 step', { steps: 1 }],
    ['2epochs', { epochs: 2 }],
    ['0.5 Epoch', { epochs: 0.5 }],
    ['none', null],
    [null, null],
    [{ epochs: 1 }, { epochs: 1 }],
    [
      { steps: 5, from: 0.1 },
      { steps: 5, from: 0.1 },
    ],
  ])('reads %j', (given, warmup) => {
    expect(checkWarmup('--warmup', given)).toEqual(warmup)
  })

  it.each([
    ['500', '--warmup: expected a number of steps or epochs, as 500steps or 2epochs, or \'none\', received "500"'],
    ['', 'received ""'],
    ['steps', 'received "steps"'],
    ['manysteps', 'received "manysteps"'],
    [500, 'received 500'],
    ['0steps', '--warmup.steps: expected an integer at least 1'],
    ['-1epochs', '--warmup.epochs: expected a finite number above 0'],
    ['1e999epochs', '--warmup.epochs: expected a finite number above 0'],
    [{ steps: 5, epochs: 1 }, '--warmup: expected either steps or epochs'],
  ])('refuses %j', (given, message) => {
    expect(() => checkWarmup('--warmup', given)).toThrow(message)
  })
})

describe('formatSchedule', () => {
  it.each<[LearningRateSchedule, string]>([
    [{ kind: 'constant' }, 'constant'],
    [{ kind: 'step', factor: 0.5, every: { epochs: 10 } }, 'step:0.5,10epochs'],
    [{ kind: 'exponential', factor: 0.9, every: { steps: 1 } }, 'exponential:0.9,1step'],
    [{ kind: 'linear', final: 0 }, 'linear'],
    [{ kind: 'cosine', minimum: 0.001 }, 'cosine:0.001'],
    [oneCycle, 'one-cycle'],
    [{ ...oneCycle, startDivisor: 10 }, 'one-cycle:start-divisor=10'],
    [{ ...oneCycle, peakAt: 0.4, startDivisor: 10 }, 'one-cycle:0.4,10'],
    [{ ...onPlateau, factor: 0.5, cooldown: 2 }, 'on-plateau:0.5,cooldown=2'],
  ])('writes %j as %s, which the flag reads', (schedule, text) => {
    expect(formatSchedule(schedule)).toBe(text)
    expect(checkSchedule('--schedule', text)).toEqual(schedule)
  })
})

it.each<[Warmup, string]>([
  [{ steps: 500 }, 'warm-up of 500 steps'],
  [{ epochs: 1 }, 'warm-up of 1 epoch'],
  [{ epochs: 0.5, from: 0.1 }, 'warm-up of 0.5 epochs from 0.1'],
])('%j: %s', (warmup, text) => {
  expect(formatWarmup(warmup)).toBe(text)
})
