import { runFolderName } from '../report/run-files.ts'
import type { ResultFacts } from './results-json.ts'
import { shortText } from './trial-name.ts'

const figures = ['accuracy', 'loss', 'trainAccuracy', 'epoch', 'parameters', 'seconds'] as const

/** A line for each trial, those of the best combination first; `rank` is that of the combination. RFC 4180, but for line ends. */
export function resultsCsv({ plan, results, ranking }: Pick<ResultFacts, 'plan' | 'results' | 'ranking'>): string {
  const { axes } = plan.question
  const ranked = ranking.flatMap((group, index) => group.results.map(result => ({ result, rank: String(index + 1) })))
  const listed = new Set(ranked.map(({ result }) => result))
  const others = results.filter(result => !listed.has(result)).map(result => ({ result, rank: '' }))
  const lines = [...ranked, ...others].map(({ result, rank }) => {
    const { trial, kind } = result
    return [
      rank,
      ...axes.map(({ flag }) => shortText(trial.values.get(flag.setting)!)),
      ...[String(trial.seed), kind],
      ...figures.map(name => (result.kind === 'finished' ? String(result.figures[name]) : '')),
      runFolderName(trial),
    ]
  })
  const varied = axes.map(({ flag }) => flag.setting)
  // A varied seed has its column already.
  const titles = [
    'rank',
    ...varied,
    varied.includes('seed') ? 'trainedWithSeed' : 'seed',
    'status',
    ...figures,
    'folder',
  ]
  return [titles, ...lines].map(cells => `${cells.map(cell).join()}\n`).join('')
}

function cell(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
