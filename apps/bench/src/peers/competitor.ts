import type { Peer } from './catalogue.ts'
import { type FirstLosses, firstLosses } from './first-losses.ts'
import { PeerProblem } from './problem.ts'
import { type Trainer, wholeSteps } from './trainer.ts'

export interface Pace {
  /** Seconds that one measurement is to take, about; it is at least one step. */
  readonly sampleSeconds: number
  /** A measurement is exactly this many steps. Default: as many as fit into the seconds. */
  readonly steps?: number | undefined
  /** Steps whose losses are compared, fewer where a trainer would take longer than `checkSeconds` for them. */
  readonly checkSteps: number
  readonly checkSeconds: number
}

const mostSteps = 200_000

/** One of those who are compared, and what is known of it so far. */
export class Competitor {
  /** Undefined for blasnet. */
  readonly peer: Peer | undefined
  readonly trainer: Trainer
  readonly first: FirstLosses
  /** Of every measurement. */
  readonly steps: number
  /** Set once it has failed; it is left alone from then on. */
  problem: PeerProblem | undefined

  private constructor(peer: Peer | undefined, trainer: Trainer, first: FirstLosses, steps: number) {
    this.peer = peer
    this.trainer = trainer
    this.first = first
    this.steps = steps
  }

  /** Lets it train its first steps and finds out how many make a measurement. Throws PeerProblem. */
  static async prepare(peer: Peer | undefined, trainer: Trainer, pace: Pace): Promise<Competitor> {
    const first = await firstLosses(trainer, pace.checkSteps, pace.checkSeconds)
    if (pace.steps !== undefined) return new Competitor(peer, trainer, first, pace.steps)
    const stepsFor = (secondsPerStep: number) =>
      wholeSteps(Math.min(mostSteps, Math.round(pace.sampleSeconds / secondsPerStep)), trainer)
    let steps = stepsFor(first.secondsPerStep)
    if (steps > trainer.stepsMultiple) {
      // The first steps were slow: buffers were made, code was compiled.
      const { seconds } = await trainer.run({ steps, fromStart: true, losses: false })
      steps = stepsFor(seconds / steps)
    }
    return new Competitor(peer, trainer, first, steps)
  }

  /** Seconds of one measurement, from the initial weights; NaN once it has failed. */
  async sample(): Promise<number> {
    if (this.problem !== undefined) return Number.NaN
    try {
      const { seconds } = await this.trainer.run({ steps: this.steps, fromStart: true, losses: false })
      return seconds
    } catch (error) {
      if (!(error instanceof PeerProblem)) throw error
      this.problem = error
      this.trainer.close()
      return Number.NaN
    }
  }
}
