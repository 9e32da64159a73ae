import type { PlateauSchedule } from './options.ts'

/** The learning rate of a {@link PlateauSchedule}, fed with one validation loss after the other. */
export class PlateauRate {
  readonly #factor: number
  readonly #patience: number
  readonly #threshold: number
  readonly #cooldown: number
  readonly #minimum: number
  #rate: number
  #lowest = Number.POSITIVE_INFINITY
  /** Validations since the loss was last lower. */
  #without = 0
  /** Validations that are still not to count. */
  #pause = 0

  constructor(schedule: PlateauSchedule, learningRate: number) {
    this.#factor = schedule.factor ?? 0.1
    this.#patience = schedule.patience ?? 10
    this.#threshold = schedule.threshold ?? 1e-4
    this.#cooldown = schedule.cooldown ?? 0
    this.#minimum = schedule.minimum ?? 0
    this.#rate = learningRate
  }

  /** The rate from here to the next validation. */
  get rate(): number {
    return this.#rate
  }

  /** Takes note of the loss of a validation. */
  observe(loss: number): void {
    if (loss < this.#lowest * (1 - this.#threshold)) {
      this.#lowest = loss
      this.#without = 0
    } else {
      this.#without += 1
    }
    if (this.#pause > 0) {
      this.#pause -= 1
      this.#without = 0
    }
    if (this.#without <= this.#patience) return
    this.#rate = Math.max(this.#rate * this.#factor, this.#minimum)
    this.#pause = this.#cooldown
    this.#without = 0
  }
}
