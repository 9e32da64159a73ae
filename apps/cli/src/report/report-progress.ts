import type { TrainingEvent } from '@blasnet/core'
import { RunProgress } from './run-progress.ts'
import { secondsUntilDone } from './time-left.ts'
import type { RunWork } from './work.ts'

/** A piece of a report's work. */
export type WorkItem =
  | {
      readonly kind: 'run'
      readonly id: string
      readonly label: string
      /** Networks of one id are expected to stop alike, whatever their seed. */
      readonly network: string
      readonly work: RunWork
    }
  | { readonly kind: 'check'; readonly id: string; readonly label: string; readonly units: number }

/** A piece under way: a network says how far it is, a gradient check how long it will take. */
export interface ActiveItem {
  readonly item: WorkItem
  readonly startedAt: number
  readonly run?: RunProgress
  /** Seconds that it takes from beginning to end. */
  readonly seconds?: number
}

/** How far all of a report's work is. Times are in milliseconds. */
export class ReportProgress {
  /** Longest first, which is the order to work in. */
  readonly items: readonly WorkItem[]
  readonly lanes: number
  /** What else is worth a place behind the share and the time, most important first. */
  remarks: readonly string[] = []
  readonly #active = new Map<string, ActiveItem>()
  readonly #ended = new Set<string>()
  /** Steps after which runs of a network have stopped. */
  readonly #stoppedAfter = new Map<string, number[]>()
  #measured = { milliseconds: 0, units: 0 }
  #share = 0

  constructor(items: readonly WorkItem[], lanes: number) {
    this.items = items.toSorted((a, b) => expectedUnits(b) - expectedUnits(a))
    this.lanes = lanes
  }

  get ended(): number {
    return this.#ended.size
  }

  /** In the order they were begun. */
  get active(): readonly ActiveItem[] {
    return [...this.#active.values()]
  }

  started(item: WorkItem, now: number = performance.now()): void {
    const run = item.kind === 'run' ? new RunProgress(item.work, this.#likelySteps(item), now) : undefined
    this.#active.set(item.id, { item, startedAt: now, ...(run && { run }) })
  }

  update({ id }: Pick<WorkItem, 'id'>, event: TrainingEvent): void {
    this.#active.get(id)?.run?.update(event)
  }

  /** A piece that has begun takes about so many seconds in all. */
  estimated({ id }: Pick<WorkItem, 'id'>, seconds: number): void {
    const active = this.#active.get(id)
    if (active) this.#active.set(id, { ...active, seconds })
  }

  finished(item: WorkItem, now: number = performance.now()): void {
    const active = this.#active.get(item.id)
    if (active?.run && item.kind === 'run') {
      this.#measured.milliseconds += now - active.startedAt
      this.#measured.units += active.run.unitsDone
      const before = this.#stoppedAfter.get(item.network) ?? []
      this.#stoppedAfter.set(item.network, [...before, active.run.state.steps])
    }
    this.#active.delete(item.id)
    this.#ended.add(item.id)
  }

  /** Share of all the work that is done, 0 … 1; never less than it was. */
  share(): number {
    const done = this.#measured.units + sum(this.active.map(({ run }) => run?.unitsDone ?? 0))
    const left = sum(this.active.map(active => this.#unitsLeft(active))) + sum(this.#waiting())
    if (done + left > 0) this.#share = Math.max(this.#share, done / (done + left))
    return this.#share
  }

  /** Seconds until everything is done, at the pace so far; undefined before there is one. */
  secondsLeft(now: number = performance.now()): number | undefined {
    const pace = this.#secondsPerUnit(now)
    if (pace === undefined) return undefined
    const running = this.active.map(active => {
      const { item, run, startedAt, seconds } = active
      const elapsed = (now - startedAt) / 1000
      if (run === undefined) return Math.max(0, (seconds ?? expectedUnits(item) * pace) - elapsed)
      return this.#unitsLeft(active) * (run.unitsDone > 0 ? elapsed / run.unitsDone : pace)
    })
    const waiting = this.#waiting().map(units => units * pace)
    return secondsUntilDone(running, waiting, this.lanes)
  }

  #unitsLeft({ item, run }: ActiveItem): number {
    return run?.unitsLeft ?? expectedUnits(item)
  }

  /** Of every piece that is not begun. */
  #waiting(): number[] {
    const waiting = this.items.filter(({ id }) => !this.#active.has(id) && !this.#ended.has(id))
    return waiting.map(item => {
      return item.kind === 'run' ? this.#likelySteps(item) * item.work.unitsPerStep : expectedUnits(item)
    })
  }

  #likelySteps({ network, work }: Extract<WorkItem, { kind: 'run' }>): number {
    const before = this.#stoppedAfter.get(network)
    return before === undefined ? work.expectedSteps : sum(before) / before.length
  }

  /** As the networks go; where there are none, as gradient checks are expected to. */
  #secondsPerUnit(now: number): number | undefined {
    const runs = this.active.filter(({ run }) => run !== undefined && run.unitsDone > 0)
    const units = this.#measured.units + sum(runs.map(({ run }) => run!.unitsDone))
    const milliseconds = this.#measured.milliseconds + sum(runs.map(({ startedAt }) => now - startedAt))
    if (units > 0) return milliseconds / 1000 / units
    const checks = this.active.filter(({ seconds }) => seconds !== undefined)
    if (checks.length === 0) return undefined
    return sum(checks.map(({ seconds }) => seconds!)) / sum(checks.map(({ item }) => expectedUnits(item)))
  }
}

function expectedUnits(item: WorkItem): number {
  return item.kind === 'run' ? item.work.expectedSteps * item.work.unitsPerStep : item.units
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
