import type { TrainingEvent } from '@blasnet/core'
import type { Settings } from '../config/settings.ts'
import { ratesVary } from './whole-schedule.ts'

/** Keeps the learning rate of every step after which a run was validated, where rates change from step to step. */
export class RateLog {
  readonly #vary: boolean
  readonly #rates = new Map<number, number>()
  #last: number | undefined

  constructor(settings: Settings) {
    this.#vary = ratesVary(settings)
  }

  /** A block of steps ends where a validation is due: the rate of its last step is that of the validation. */
  update(event: TrainingEvent): void {
    if (event.type === 'step-block') this.#last = event.learningRate
    if (event.type === 'validation' && this.#vary && this.#last !== undefined) this.#rates.set(event.step, this.#last)
  }

  /** By step; empty where the rate is always the same. */
  get rates(): ReadonlyMap<number, number> {
    return this.#rates
  }
}
