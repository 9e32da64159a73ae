import type { EvaluationReport } from './evaluate-model.ts'

/** What `blasnet evaluate --json` prints: numbers that are not defined are null. */
export function toJson({ metrics, mistakes, ...report }: EvaluationReport, figure?: string) {
  const { topK, macro, weighted, calibration, negativeLogLikelihood, brierScore, confusion } = metrics
  const { classes: units, counts } = confusion
  return {
    ...report,
    topK,
    macro,
    weighted,
    calibration,
    negativeLogLikelihood,
    brierScore,
    /** Rows are true classes, columns the units of the network. */
    confusion: report.classes.map((_, row) => Array.from(counts.subarray(row * units, (row + 1) * units))),
    mistakes: mistakes.map(({ picture, ...mistake }) => mistake),
    ...(figure !== undefined && { figure }),
  }
}
