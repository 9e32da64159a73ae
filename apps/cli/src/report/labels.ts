import { printable } from '../terminal/printable.ts'
import type { Plan, PlannedCheck, PlannedRun } from './plan.ts'

/** What a network is called while it is trained: its label, and the seed where there are several. */
export function runLabel({ network, seed }: PlannedRun, { seeds }: Pick<Plan, 'seeds'>): string {
  const label = printable(network.label)
  return seeds.length === 1 ? label : `${label}, seed ${seed}`
}

export function checkLabel({ task }: PlannedCheck): string {
  return `gradients, task ${task.id}`
}
