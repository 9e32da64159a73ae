/** How long a block of steps should last: often enough for live progress, seldom enough to cost nothing. */
const SECONDS_PER_BLOCK = 0.1
/** Before anything is known: short, so that even a slow network reports soon. */
const FIRST_BLOCK = 4
/** A single fast block, perhaps of one step, says little: approach a longer one in a few blocks. */
const LARGEST_GROWTH = 16

/** Judges from each block how many steps the next should have. */
export class BlockPace {
  #steps = FIRST_BLOCK

  /** Most steps of the next block. */
  get steps(): number {
    return this.#steps
  }

  /** Learns from a block that took `steps` steps in `seconds`. */
  measure(steps: number, seconds: number): void {
    const wanted = (steps / seconds) * SECONDS_PER_BLOCK
    this.#steps = Math.max(1, Math.floor(Math.min(wanted, this.#steps * LARGEST_GROWTH)))
  }
}
