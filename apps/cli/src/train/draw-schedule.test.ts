import { stripVTControlCharacters } from 'node:util'
import type { LearningRateSchedule } from '@blasnet/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createStyle } from '../terminal/style.ts'
import { drawSchedule } from './draw-schedule.ts'

const plain = createStyle({}, {})
const run = { learningRate: 0.1, stepsPerEpoch: 10, totalSteps: 240 }
const draw = (schedule: LearningRateSchedule, columns = 29) => drawSchedule({ ...run, schedule }, plain, columns)

describe('drawSchedule', () => {
  it('draws a warm-up and a falling line, 0 to the highest rate upwards, epochs to the right', () => {
    // 24 columns of ten steps: four of warm-up, twenty of 48 eighths falling to 0.
    // The first of them has the mean of steps 0 … 9, 0.9775 of 0.1 or 47 eighths: 5 full rows and 7 eighths.
    expect(draw({ kind: 'linear', warmup: { epochs: 4, from: 0 } })).toEqual([
      'learning rate',
      '0.1 ┤   ▁▇▅▂',
      '    │   █████▅▃▁',
      '    │  ▅████████▆▄▁',
      '    │ ▁████████████▇▅▂',
      '    │ █████████████████▅▃▁',
      '  0 ┤▅████████████████████▆▄▁',
      '    └────────────────────────',
      '     0               epoch 24',
    ])
  })

  it('draws steps, and rates that grow', () => {
    expect(draw({ kind: 'step', factor: 0.5, every: { epochs: 8 } }).slice(1, 7)).toEqual([
      '0.1 ┤████████',
      '    │████████',
      '    │████████',
      '    │████████████████',
      '    │████████████████▄▄▄▄▄▄▄▄',
      '  0 ┤████████████████████████',
    ])
    // The last step has not quite reached the end.
    expect(draw({ kind: 'linear', final: 0.4 }, 32)[1]).toBe('0.3988 ┤                   ▁▃▄▆▇')
  })

  it('draws what is known of a plateau, and says the rest', () => {
    const lines = draw({ kind: 'on-plateau', factor: 0.5, patience: 1, minimum: 0.01, warmup: { epochs: 2 } }, 29)
    expect(lines[1]).toBe(`0.1 ┤  ${'█'.repeat(22)}`)
    expect(lines.slice(9)).toEqual([
      'times 0.5 after more than 1',
      'validation without a lower',
      'loss, not below 0.01',
    ])
  })

  it('colours the curve, not its frame', () => {
    const style = createStyle({ isTTY: true }, {})
    const lines = drawSchedule({ ...run, schedule: { kind: 'cosine' } }, style, 40)
    expect(lines[1]!.startsWith(`${style.dim('0.1 ┤')}\x1b[36m█`)).toBe(true)
    expect(lines.map(stripVTControlCharacters)).toEqual(draw({ kind: 'cosine' }, 40))
  })

  it('fits, whatever the run and the terminal', () => {
    const size = fc.integer({ min: 1, max: 1e7 })
    const schedule = fc.constantFrom<LearningRateSchedule>(
      { kind: 'constant' },
      { kind: 'one-cycle' },
      { kind: 'exponential', factor: 0.5, every: { steps: 3 } },
    )
    fc.assert(
      fc.property(
        schedule,
        size,
        size,
        fc.integer({ min: 24, max: 100 }),
        (schedule, stepsPerEpoch, totalSteps, columns) => {
          const lines = drawSchedule({ schedule, learningRate: 0.02, stepsPerEpoch, totalSteps }, plain, columns)
          expect(lines).toHaveLength(9)
          for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns)
          expect(lines.slice(1, 7).join('')).toMatch(/[▁▂▃▄▅▆▇█]/)
        },
      ),
      { numRuns: 30 },
    )
  })
})
