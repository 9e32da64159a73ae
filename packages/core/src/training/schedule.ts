export interface ScheduleOptions {
  readonly stepsPerEpoch: number
  readonly epochs: number
  readonly maxSteps?: number
  /** Absent: nothing is validated. */
  readonly validationsPerEpoch?: number
}

/** When a run validates, ends an epoch, and ends. All steps count from 0. */
export interface Schedule {
  readonly stepsPerEpoch: number
  /** Most steps the run can take. */
  readonly maxSteps: number
  /** What ends a run that takes all its steps. */
  readonly end: 'completed' | 'max-steps'
  epochOf(step: number): number
  /** Whether validation follows the step. */
  validatesAfter(step: number): boolean
  /** Whether the step is the last of its epoch. */
  endsEpoch(step: number): boolean
  /** The first step from `step` on after which something but another step is due. */
  nextPause(step: number): number
}

/**
 * Validation follows step s of an epoch when s mod max(1, ⌊stepsPerEpoch / validationsPerEpoch⌋) = 0: the first step of
 * every epoch always validates, and a remainder of the division adds a validation near the end of the epoch.
 */
export function makeSchedule({ stepsPerEpoch, epochs, maxSteps, validationsPerEpoch }: ScheduleOptions): Schedule {
  const all = stepsPerEpoch * epochs
  const last = Math.min(all, maxSteps ?? all) - 1
  const interval =
    validationsPerEpoch === undefined
      ? Number.POSITIVE_INFINITY
      : Math.max(1, Math.floor(stepsPerEpoch / validationsPerEpoch))
  const validates = interval !== Number.POSITIVE_INFINITY
  return {
    stepsPerEpoch,
    maxSteps: last + 1,
    end: last + 1 === all ? 'completed' : 'max-steps',
    epochOf: step => Math.floor(step / stepsPerEpoch),
    validatesAfter: step => validates && (step % stepsPerEpoch) % interval === 0,
    endsEpoch: step => (step + 1) % stepsPerEpoch === 0,
    nextPause(step) {
      const within = step % stepsPerEpoch
      const epochEnd = step - within + stepsPerEpoch - 1
      const validation = validates ? step - within + Math.ceil(within / interval) * interval : epochEnd
      return Math.min(validation, epochEnd, last)
    },
  }
}
