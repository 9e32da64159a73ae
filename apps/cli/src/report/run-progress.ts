import type { TrainingEvent } from '@blasnet/core'
import { ProgressState } from '../train/progress-state.ts'
import type { RunWork } from './work.ts'

/** How far one network is, and when it will probably stop. */
export class RunProgress {
  readonly state: ProgressState
  readonly startedAt: number
  readonly #work: RunWork
  readonly #likelySteps: number
  #lowest = { loss: Number.POSITIVE_INFINITY, step: 0 }

  /**
   * @param likelySteps how many steps it probably takes
   * @param now milliseconds
   */
  constructor(work: RunWork, likelySteps: number, now: number) {
    this.state = new ProgressState(work, now)
    this.startedAt = now
    this.#work = work
    this.#likelySteps = likelySteps
  }

  update(event: TrainingEvent): void {
    this.state.update(event)
    if (event.type === 'validation' && event.loss < this.#lowest.loss) this.#lowest = event
  }

  /** As many as are likely, unless early stopping has to wait for longer. */
  get expectedSteps(): number {
    const { maxSteps, patienceSteps } = this.#work
    const earliest = Math.max(this.state.steps, this.#lowest.step + patienceSteps)
    return Math.min(maxSteps, Math.max(this.#likelySteps, earliest))
  }

  get unitsDone(): number {
    return this.state.steps * this.#work.unitsPerStep
  }

  get unitsLeft(): number {
    return (this.expectedSteps - this.state.steps) * this.#work.unitsPerStep
  }
}
