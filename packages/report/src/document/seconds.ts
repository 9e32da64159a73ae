import type { ReportContext } from './context.ts'

/** Seconds that each finished run of a network took, by seed. */
export function secondsOf({ runs }: ReportContext, network: string): number[] {
  return runs.flatMap(run => {
    return run.network === network && run.status === 'finished' && run.history ? [run.history.seconds.total] : []
  })
}
