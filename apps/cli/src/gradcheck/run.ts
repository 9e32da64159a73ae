import { exitCode } from '../errors/report.ts'
import { printReport } from '../terminal/print-report.ts'
import { watchInterruption } from '../train/interruption.ts'
import { type GradcheckOptions, gradcheck } from './check.ts'
import { createProgress } from './progress.ts'
import { renderGradcheck } from './render.ts'

/**
 * Compares, shows progress and prints the outcome.
 *
 * @returns the exit code: 0 when the gradients agree, 1 when not, 128 + the signal's number when interrupted
 */
export async function runGradcheck(
  options: Omit<GradcheckOptions, 'signal' | 'onStart'>,
  { json }: { readonly json: boolean },
): Promise<number> {
  const progress = createProgress()
  const interruption = watchInterruption(() => {})
  const { signal } = interruption
  try {
    const report = await gradcheck({ ...options, signal, onStart: progress.start })
    progress.finish()
    printReport(report, renderGradcheck, json)
    return report.holds ? exitCode.success : exitCode.failure
  } catch (error) {
    if (interruption.exitCode !== undefined && error === signal.reason) return interruption.exitCode
    throw error
  } finally {
    progress.finish()
    interruption.dispose()
  }
}
