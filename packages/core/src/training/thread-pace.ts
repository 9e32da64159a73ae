/** How long a number of threads is tried for. */
const TRIAL_SECONDS = 0.02
/** How long, and for how many steps at least, the best one is kept before its neighbours are tried again. */
const HOLD_SECONDS = 1
const HOLD_STEPS = 20

/**
 * Judges from each block of steps how many threads the next should have. More are faster only while each has a core to
 * itself; threads that share one with another program hold the others up, and two can then be slower than one. What
 * they compute does not depend on their number, so it may change on the way.
 */
export class ThreadPace {
  /** 1, 2, 4 … and the most allowed. */
  readonly #candidates: readonly number[]
  /** What each candidate took when it was last measured. */
  readonly #secondsPerStep: number[]
  /** Candidates to be tried, the one at work first; empty while the best is kept. */
  #trials: number[]
  #kept: number
  #steps = 0
  #seconds = 0

  constructor(most: number) {
    const candidates = [most]
    for (let threads = 1; threads < most; threads *= 2) candidates.push(threads)
    this.#candidates = candidates.sort((a, b) => a - b)
    this.#secondsPerStep = candidates.map(() => Infinity)
    this.#kept = candidates.length - 1
    this.#trials = candidates.length > 1 ? candidates.map((_, index) => index).reverse() : []
  }

  /** Threads of the next block. */
  get threads(): number {
    return this.#candidates[this.#current] as number
  }

  get #current(): number {
    return this.#trials[0] ?? this.#kept
  }

  /** Learns from a block that took `steps` steps in `seconds`. */
  measure(steps: number, seconds: number): void {
    this.#steps += steps
    this.#seconds += seconds
    const onTrial = this.#trials.length > 0
    if (onTrial ? this.#seconds < TRIAL_SECONDS : this.#seconds < HOLD_SECONDS || this.#steps < HOLD_STEPS) return
    this.#secondsPerStep[this.#current] = this.#seconds / this.#steps
    this.#steps = 0
    this.#seconds = 0
    if (!onTrial) {
      this.#trials = [this.#kept - 1, this.#kept + 1].filter(index => this.#candidates[index] !== undefined)
    } else {
      this.#trials.shift()
      if (this.#trials.length === 0) this.#kept = this.#secondsPerStep.indexOf(Math.min(...this.#secondsPerStep))
    }
  }
}
