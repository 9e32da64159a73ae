import { interleave } from '../measure/interleave.ts'
import type { Result } from '../results/document.ts'
import type { RunContext } from './suite-run.ts'
import type { Planned } from './yardsticks.ts'

/** Measures what was planned in turn and gives what has samples. `what` begins the progress line. */
export async function measurePlanned(
  planned: readonly Planned[],
  rounds: number,
  what: string,
  { signal, progress }: RunContext,
): Promise<Result[]> {
  const measurements = Object.fromEntries(planned.map(({ result, measure }) => [result.id, measure]))
  const onRound = (round: number) => progress(`${what}: ${round === 0 ? 'warming up' : `round ${round} of ${rounds}`}`)
  const seconds = await interleave(measurements, rounds, { signal, onRound })
  return planned.flatMap(({ result }) => {
    const samples = seconds[result.id] ?? []
    return samples.length === 0 ? [] : [{ ...result, seconds: samples }]
  })
}
