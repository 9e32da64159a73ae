import type { GradientCheckRecord, RunRecord } from '@blasnet/report'
import { exponential } from '../terminal/significant.ts'
import { duration, epochs, percent, thousands } from '../train/format.ts'
import type { Outcome } from './reporter.ts'

/** How a network's training ended, in few words. */
export function runOutcome(label: string, { status, history, message }: RunRecord): Outcome {
  if (status === 'failed') return { kind: 'failed', label, facts: [message ?? 'failed'] }
  if (history === undefined) return { kind: 'interrupted', label, facts: ['not trained'] }
  const { stopped, validation, seconds } = history
  const last = validation.at(-1)
  const epoch = epochs(stopped.epoch).padStart(4)
  const time = duration(seconds.total)
  const accuracy = last === undefined ? '' : percent(last.accuracy).padStart(8)
  if (status === 'interrupted')
    return { kind: 'interrupted', label, facts: [accuracy, `interrupted at epoch ${epoch}`] }
  return { kind: 'done', label, facts: [accuracy, `stopped at epoch ${epoch}`, time] }
}

/** How a gradient check ended, in few words. */
export function checkOutcome(label: string, record: GradientCheckRecord): Outcome {
  if (record.status === 'finished') {
    const { largestDifference, checked, seconds } = record
    const facts = [`largest difference ${exponential(largestDifference)}`, `${thousands(checked)} parameters`]
    return { kind: 'done', label, facts: [...facts, duration(seconds)] }
  }
  if (record.status === 'failed') return { kind: 'failed', label, facts: [record.message ?? 'failed'] }
  return { kind: 'interrupted', label, facts: ['not finished'] }
}
