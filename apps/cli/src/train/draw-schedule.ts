import type { LearningRateSchedule, PlannedSchedule } from '@blasnet/core'
import { learningRateAt } from '@blasnet/core/options'
import { significant } from '../terminal/significant.ts'
import type { Style } from '../terminal/style.ts'
import { wrapWords } from '../terminal/wrap-words.ts'

/** What decides every learning rate of a run, but for validations. */
export interface ScheduledRun {
  readonly schedule: LearningRateSchedule
  readonly learningRate: number
  readonly stepsPerEpoch: number
  /** Most steps the run can take. */
  readonly totalSteps: number
}

const rows = 6
const widest = 60
const narrowest = 12
const eighths = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█']

/**
 * The learning rate over a whole run as a filled curve of at most `columns`: from 0 to the highest rate upwards, epochs
 * from left to right. Each column shows the mean rate of its steps.
 */
export function drawSchedule(run: ScheduledRun, style: Style, columns: number): string[] {
  const { schedule, stepsPerEpoch, totalSteps } = run
  const planned = beforeValidations(schedule)
  // Every schedule has the optimizer's rate somewhere, and only one that grows to its end goes beyond.
  const top = Math.max(run.learningRate, learningRateAt(planned, { ...run, step: totalSteps - 1 }))
  const labels = [significant(top), '0']
  const gutter = Math.max(...labels.map(label => label.length))
  const width = Math.max(narrowest, Math.min(widest, columns - gutter - 2))
  const means = meanRates(run, planned, width)
  const heights = means.map(rate => Math.round((rate / top) * rows * 8))
  const lines = Array.from({ length: rows }, (_, index) => {
    const below = (rows - 1 - index) * 8
    const bars = heights.map(height => eighths[Math.max(0, Math.min(8, height - below))]).join('')
    const label = index === 0 ? labels[0]! : index === rows - 1 ? labels[1]! : ''
    return `${style.dim(`${label.padStart(gutter)} ${label === '' ? '│' : '┤'}`)}${style.cyan(bars.trimEnd())}`
  })
  const last = `epoch ${significant(totalSteps / stepsPerEpoch)}`
  const axis = `0 ${last.padStart(width - 2)}`
  return [
    style.dim('learning rate'),
    ...lines,
    style.dim(`${' '.repeat(gutter)} └${'─'.repeat(width)}`),
    style.dim(`${' '.repeat(gutter)}  ${axis}`),
    ...remark(schedule, columns).map(line => style.dim(line)),
  ]
}

/** A plateau cannot be known before: drawn is what happens without one. */
function beforeValidations(schedule: LearningRateSchedule): PlannedSchedule {
  if (schedule.kind !== 'on-plateau') return schedule
  return { kind: 'constant', ...(schedule.warmup && { warmup: schedule.warmup }) }
}

function remark(schedule: LearningRateSchedule, columns: number): string[] {
  if (schedule.kind !== 'on-plateau') return []
  const { factor = 0.1, patience = 10, minimum = 0 } = schedule
  const when = `after more than ${patience} ${patience === 1 ? 'validation' : 'validations'} without a lower loss`
  return wrapWords(`times ${factor} ${when}${minimum > 0 ? `, not below ${minimum}` : ''}`, columns)
}

/** Most steps that a column looks at: a curve is smooth, and a run may have millions of steps. */
const sampled = 50

function meanRates(
  { learningRate, stepsPerEpoch, totalSteps }: ScheduledRun,
  schedule: PlannedSchedule,
  width: number,
) {
  return Array.from({ length: width }, (_, column) => {
    const first = Math.floor((column * totalSteps) / width)
    const end = Math.max(first + 1, Math.floor(((column + 1) * totalSteps) / width))
    const count = Math.min(sampled, end - first)
    let sum = 0
    for (let sample = 0; sample < count; sample++) {
      const step = first + Math.floor((sample * (end - first)) / count)
      sum += learningRateAt(schedule, { learningRate, step, stepsPerEpoch, totalSteps })
    }
    return sum / count
  })
}
