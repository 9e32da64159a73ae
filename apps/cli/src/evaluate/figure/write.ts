import { renderPng } from '@blasnet/report/figures'
import { writeAtomically } from '../../train/write-atomically.ts'
import type { EvaluationReport } from '../evaluate-model.ts'
import { evaluationFigure } from './evaluation-figure.ts'
import { extension } from './file.ts'

/**
 * Writes the figure of an evaluation, over an earlier one.
 *
 * @throws Failure when the file cannot be written
 */
export async function writeEvaluationFigure(report: EvaluationReport, file: string): Promise<void> {
  const svg = evaluationFigure(report)
  await writeAtomically(file, extension(file) === '.png' ? await renderPng(svg) : svg)
}
