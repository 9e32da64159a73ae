import { PeerProblem } from './problem.ts'
import { type Trainer, wholeSteps } from './trainer.ts'

export interface FirstLosses {
  readonly losses: readonly number[]
  /** Of a step, in the last part of those that were trained. */
  readonly secondsPerStep: number
}

const partSteps = 10

/**
 * Losses of the first `steps` steps from the initial weights, of fewer where they would take longer than `mostSeconds`:
 * some are a thousand times slower than others.
 */
export async function firstLosses(trainer: Trainer, steps: number, mostSeconds: number): Promise<FirstLosses> {
  const losses: number[] = []
  let secondsPerStep = 0
  for (let done = 0, spent = 0; done < steps && spent < mostSeconds; ) {
    // The first step alone: it tells how long the others will take.
    const isSlow = secondsPerStep * partSteps > mostSeconds
    const part = wholeSteps(done === 0 || isSlow ? 1 : Math.min(partSteps, steps - done), trainer)
    const reply = await trainer.run({ steps: part, fromStart: done === 0, losses: true })
    // At most one validation a step.
    if (reply.losses.length < part || reply.losses.length > 2 * part) {
      throw new PeerProblem('failed', `sent ${reply.losses.length} losses of ${part} steps`)
    }
    for (const loss of reply.losses) losses.push(loss)
    secondsPerStep = reply.seconds / part
    spent += reply.seconds
    done += part
  }
  return { losses, secondsPerStep }
}
