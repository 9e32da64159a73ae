import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeSchedule, type ScheduleOptions } from './schedule.ts'

function validationSteps(options: ScheduleOptions): number[] {
  const schedule = makeSchedule(options)
  return Array.from({ length: schedule.maxSteps }, (_, step) => step).filter(step => schedule.validatesAfter(step))
}

test('625 steps an epoch, five validations: the steps of the study', () => {
  expect(validationSteps({ stepsPerEpoch: 625, epochs: 50, maxSteps: 1251, validationsPerEpoch: 5 })).toEqual([
    0, 125, 250, 375, 500, 625, 750, 875, 1000, 1125, 1250,
  ])
})

test('counts from 0 again in every epoch, and a remainder adds a validation', () => {
  // ⌊7 / 3⌋ = 2: after steps 0, 2, 4 and 6 of each epoch.
  expect(validationSteps({ stepsPerEpoch: 7, epochs: 2, validationsPerEpoch: 3 })).toEqual([0, 2, 4, 6, 7, 9, 11, 13])
})

test('fewer steps than validations: after every step', () => {
  expect(validationSteps({ stepsPerEpoch: 3, epochs: 1, validationsPerEpoch: 10 })).toEqual([0, 1, 2])
})

test('no validation data, no validation', () => {
  expect(validationSteps({ stepsPerEpoch: 3, epochs: 2 })).toEqual([])
})

test('what ends a run: all epochs, or the limit of steps when that comes first', () => {
  expect(makeSchedule({ stepsPerEpoch: 10, epochs: 3 })).toMatchObject({ maxSteps: 30, end: 'completed' })
  expect(makeSchedule({ stepsPerEpoch: 10, epochs: 3, maxSteps: 30 })).toMatchObject({ maxSteps: 30, end: 'completed' })
  expect(makeSchedule({ stepsPerEpoch: 10, epochs: 3, maxSteps: 29 })).toMatchObject({ maxSteps: 29, end: 'max-steps' })
  expect(makeSchedule({ stepsPerEpoch: 10, epochs: 3, maxSteps: 99 })).toMatchObject({ maxSteps: 30, end: 'completed' })
})

test('the next pause is the first step after which a validation, an epoch or the run ends', () => {
  const options = fc.record(
    {
      stepsPerEpoch: fc.integer({ min: 1, max: 40 }),
      epochs: fc.integer({ min: 1, max: 4 }),
      maxSteps: fc.integer({ min: 1, max: 200 }),
      validationsPerEpoch: fc.integer({ min: 1, max: 50 }),
    },
    { requiredKeys: ['stepsPerEpoch', 'epochs'] },
  )
  fc.assert(
    fc.property(options, given => {
      const schedule = makeSchedule(given)
      const last = schedule.maxSteps - 1
      for (let step = 0; step <= last; step++) {
        let pause = step
        while (pause !== last && !schedule.validatesAfter(pause) && !schedule.endsEpoch(pause)) pause++
        expect(schedule.nextPause(step)).toBe(pause)
        expect(schedule.epochOf(pause)).toBe(schedule.epochOf(step))
      }
    }),
  )
})
