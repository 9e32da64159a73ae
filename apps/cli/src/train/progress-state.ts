import type { TrainingEvent, ValidationPoint } from '@blasnet/core'
import type { RunPlan } from './reporter.ts'
import { ratesVary } from './whole-schedule.ts'

type Pace = Pick<RunPlan, 'stepsPerEpoch' | 'maxSteps'> & { readonly description?: RunPlan['description'] }

const recentLosses = 100
/** Weight of what was known before when a new block comes; blocks last about a tenth of a second. */
const smoothing = 0.8

/** What can be said about a run at any moment, from its events. */
export class ProgressState {
  readonly plan: Pace
  readonly #startedAt: number
  #recent: number[] = []
  /** Steps taken. */
  steps = 0
  /** Training samples per second, of late. */
  samplesPerSecond = 0
  validation: ValidationPoint | undefined
  /** Of the last step, where it changes from step to step. */
  learningRate: number | undefined
  readonly #ratesVary: boolean

  constructor(plan: Pace, now: number = performance.now()) {
    this.plan = plan
    this.#startedAt = now
    this.#ratesVary = plan.description !== undefined && ratesVary(plan.description.settings)
  }

  update(event: TrainingEvent): void {
    if (event.type === 'validation') this.validation = event
    if (event.type !== 'step-block') return
    if (this.#ratesVary) this.learningRate = event.learningRate
    this.steps = event.step + event.losses.length
    this.#recent = [...this.#recent, ...event.losses.slice(-recentLosses)].slice(-recentLosses)
    const { samplesPerSecond: rate } = event
    if (!Number.isFinite(rate) || rate <= 0) return
    const before = this.samplesPerSecond
    this.samplesPerSecond = before === 0 ? rate : smoothing * before + (1 - smoothing) * rate
  }

  /** Passes over the training data, with its fraction. */
  get epoch(): number {
    return this.steps / this.plan.stepsPerEpoch
  }

  get epochs(): number {
    return Math.ceil(this.plan.maxSteps / this.plan.stepsPerEpoch)
  }

  /** Share of the most steps the run can take, 0 … 1. */
  get share(): number {
    return this.steps / this.plan.maxSteps
  }

  /** Mean loss of the last hundred steps; undefined before the first. */
  get loss(): number | undefined {
    if (this.#recent.length === 0) return undefined
    return this.#recent.reduce((sum, value) => sum + value, 0) / this.#recent.length
  }

  /** Seconds that the rest takes at the mean pace so far, validation included, if nothing stops it early. */
  secondsLeft(now: number = performance.now()): number | undefined {
    if (this.steps === 0) return undefined
    return (((now - this.#startedAt) / 1000) * (this.plan.maxSteps - this.steps)) / this.steps
  }
}
