import { drawFigure, type LegendEntry, type PlotModel } from '@blasnet/report/figures'
import { count } from '../../report/header.ts'
import type { Axis } from '../axis.ts'
import { formatMetric } from '../format-metric.ts'
import type { ResultFacts } from '../results-json.ts'
import { settingPanel } from './setting-panel.ts'
import { shownTrials } from './shown-trials.ts'
import { bestDot, beyondDot, medianLine, trialDot } from './strokes.ts'

/** The metric of every trial against each varied setting, as an SVG document; undefined where no trial has finished. */
export function sweepFigure(facts: ResultFacts): string | undefined {
  const model = sweepModel(facts)
  return model && drawFigure(model).svg
}

/** A panel for each varied setting with a dot for each trial, those of the best combination marked. */
export function sweepModel({ plan, metric, results, ranking }: ResultFacts): PlotModel | undefined {
  const best = ranking.find(each => each.finished > 0)
  if (best === undefined) return undefined
  const shown = shownTrials(results, metric, best.group)
  const panels = axesToShow(plan.question.axes).map(axis => settingPanel(axis, shown))
  const marker = true
  const hasMedians = panels.some(({ series }) => series.some(({ key }) => key === 'median'))
  const legend: LegendEntry[] = [
    { label: 'trials', stroke: trialDot, marker },
    { label: 'best', note: formatMetric(metric, best.spread(metric)!.median), stroke: bestDot, marker },
    ...(hasMedians ? [{ label: 'median at a value', stroke: medianLine }] : []),
    ...(shown.beyond.length > 0 ? [{ label: shown.beyondText, stroke: beyondDot, marker }] : []),
  ]
  const finished = results.filter(({ kind }) => kind === 'finished').length
  const title = `Validation ${metric} of ${count(finished, 'trial')}`
  return { kind: 'plot', id: 'sweep', title, caption: [], panels, columns: columnsOf(panels.length), legend }
}

/** A setting of one value has nothing to show, unless there are no others. */
function axesToShow(axes: readonly Axis[]): readonly Axis[] {
  const several = axes.filter(axis => axis.kind === 'range' || axis.values.length > 1)
  return several.length === 0 ? axes : several
}

/** Four stand better as two rows of two. */
function columnsOf(panels: number): number {
  return panels === 4 ? 2 : 3
}
