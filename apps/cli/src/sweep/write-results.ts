import path from 'node:path'
import { renderPng } from '@blasnet/report/figures'
import { jsonChunks } from '../train/json-chunks.ts'
import { writeAtomically } from '../train/write-atomically.ts'
import { sweepFigure } from './figure/sweep-figure.ts'
import { resultsCsv } from './results-csv.ts'
import { type ResultFacts, resultsJson } from './results-json.ts'

/** What stands in the folder of a sweep beside its runs. */
export interface SweepFiles {
  readonly json: string
  readonly csv: string
  /** Where there is a trial to show. */
  readonly figure?: { readonly svg: string; readonly png: string }
}

/**
 * Writes results and figure, over earlier ones.
 *
 * @throws Failure when a file cannot be written
 */
export async function writeResults(facts: ResultFacts, folder: string): Promise<SweepFiles> {
  const at = (name: string) => path.join(folder, name)
  const files = { json: at('results.json'), csv: at('results.csv') }
  await writeAtomically(files.json, jsonChunks(resultsJson(facts)))
  await writeAtomically(files.csv, resultsCsv(facts))
  const svg = sweepFigure(facts)
  if (svg === undefined) return files
  const figure = { svg: at('sweep.svg'), png: at('sweep.png') }
  await writeAtomically(figure.svg, svg)
  await writeAtomically(figure.png, await renderPng(svg))
  return { ...files, figure }
}
