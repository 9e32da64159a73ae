import { OptionError } from '@blasnet/check'
import type { FloatArray } from '@blasnet/native'
import type { ValidationPoint } from '../events.ts'
import type { StoppingPlan } from './check-stopping.ts'
import { shouldStop } from './should-stop.ts'

/** Follows the figure that early stopping watches, and keeps the weights it was best with where they are to be restored. */
export class StoppingProgress {
  readonly #plan: StoppingPlan
  /** Lower is better. */
  readonly #figures: number[] = []
  #best: { readonly step: number; readonly weights: FloatArray } | undefined

  constructor(plan: StoppingPlan) {
    this.#plan = plan
  }

  /** Looks at a validation; `weights` copies those it was made with. Whether training should stop. */
  observe(point: ValidationPoint, weights: () => FloatArray): boolean {
    const { patience, restoreBest, goal } = this.#plan
    const figure = this.#figureOf(point)
    const cost = goal === 'lowest' ? figure : -figure
    const better = this.#figures.every(other => cost < other)
    if (restoreBest && better) this.#best = { step: point.step, weights: weights() }
    this.#figures.push(cost)
    return shouldStop(this.#figures.slice(-(patience + 1)), patience)
  }

  /** Weights to restore; undefined when nothing has been validated, or they are not to be restored. */
  get best(): { readonly step: number; readonly weights: FloatArray } | undefined {
    return this.#best
  }

  #figureOf(point: ValidationPoint): number {
    const { metric } = this.#plan
    const own = { loss: point.loss, accuracy: point.accuracy, trainAccuracy: point.trainAccuracy }
    const figure = { ...own, ...point.metrics }[metric]
    if (typeof figure !== 'number' || !Number.isFinite(figure))
      throw new OptionError('earlyStopping.metric', `a figure that is finite at every validation, as ${metric}`, figure)
    return figure
  }
}
