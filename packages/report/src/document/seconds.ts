import type { ReportContext } from './context.ts'

/** Runs taken over from an earlier report: the seconds of this one do not cover them. */
export function resumedCount({ runs }: ReportContext): number {
  return runs.filter(({ status, resumed }) => status === 'finished' && resumed).length
}

/** Seconds that each finished run of a network took, by seed. */
export function secondsOf({ runs }: ReportContext, network: string): number[] {
  return runs.flatMap(run => {
    return run.network === network && run.status === 'finished' && run.history ? [run.history.seconds.total] : []
  })
}
