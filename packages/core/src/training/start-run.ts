import { EventStream } from './event-stream.ts'
import type { TrainingEvent, TrainingResult } from './events.ts'

/** A run under way, as its caller sees it. */
export interface StartedRun extends AsyncIterable<TrainingEvent> {
  readonly result: Promise<TrainingResult>
}

/** Starts `work`, whose events the run shows; adds `stopped` when it is done. */
export function startRun(work: (emit: (event: TrainingEvent) => void) => Promise<TrainingResult>): StartedRun {
  // Rejected anew when whoever was to see a failure has left: `result` had been taken care of then.
  const events = new EventStream<TrainingEvent>(error => {
    result = Promise.reject(error)
  })
  let result = work(event => events.push(event)).then(
    value => {
      // Only now, so that whoever acts on `stopped` finds the network idle.
      events.push({ type: 'stopped', ...value.stopped })
      events.end()
      return value
    },
    error => {
      // A loop throws the error to its reader: `result` need not be handled as well.
      if (events.fail(error)) result.catch(() => {})
      throw error
    },
  )
  return {
    get result() {
      return result
    },
    [Symbol.asyncIterator]: () => events[Symbol.asyncIterator](),
  }
}
