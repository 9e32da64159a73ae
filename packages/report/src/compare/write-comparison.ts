import path from 'node:path'
import { writeAtomically } from '../files/write-atomically.ts'
import { writeFigures } from '../files/write-figures.ts'
import type { Comparison } from './compare-runs.ts'

/** Writes `comparison.md` and every figure as SVG and PNG into `folder`. Gives the absolute paths. */
export async function writeComparison({ markdown, figures }: Comparison, folder: string): Promise<readonly string[]> {
  const file = path.resolve(folder, 'comparison.md')
  const drawings = await writeFigures(figures, folder)
  await writeAtomically(file, markdown)
  return [file, ...drawings]
}
