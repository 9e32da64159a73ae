import { type Fact, renderFacts } from '../terminal/facts.ts'
import { headline } from '../terminal/headline.ts'
import { printable } from '../terminal/printable.ts'
import type { Style } from '../terminal/style.ts'
import type { View } from '../terminal/view.ts'
import { duration, loss, percent, short, thousands } from '../train/format.ts'
import { shortPath } from '../train/short-path.ts'
import type { EvaluationReport } from './evaluate-model.ts'
import { renderCalibration } from './render-calibration.ts'
import { renderClasses } from './render-classes.ts'
import { renderConfusion } from './render-confusion.ts'
import { renderMistakes } from './render-mistakes.ts'

/** What `blasnet evaluate` prints for people; `figure` is the file that was written. */
export function renderEvaluation(report: EvaluationReport, view: View, figure?: string): string[] {
  const { style, columns, tableColumns } = view
  const { metrics, classes, mistakes } = report
  const head = headline(
    [
      [report.architecture, `${thousands(report.parameters)} parameters`, report.dtype],
      [printable(report.dataset), `${thousands(report.count)} samples`],
    ],
    style,
    columns,
  )
  const blocks = [
    head,
    renderFacts(facts(report, style), style, columns),
    renderClasses(classes, style, tableColumns),
    renderConfusion(metrics.confusion, classes, view),
    renderCalibration(metrics.calibration, view),
    mistakes.length === 0 ? [] : renderMistakes(mistakes, classes, view),
    figure === undefined ? [] : [`${style.dim('Figure')}  ${printable(shortPath(figure))}`],
  ]
  return blocks.filter(block => block.length > 0).flatMap((block, i) => (i === 0 ? block : ['', ...block]))
}

function facts({ count, correct, accuracy, seconds, metrics, ...report }: EvaluationReport, style: Style): Fact[] {
  const { topK, macro, calibration, brierScore } = metrics
  const further = topK.filter(({ k }) => k > 1)
  return [
    ['accuracy', style.green(percent(accuracy)), `${thousands(correct)} of ${thousands(count)} right`],
    ...further.map(({ k, accuracy: within }): Fact => [`top ${k}`, percent(within)]),
    ['macro F1', percent(macro.f1), `precision ${percent(macro.precision)}, recall ${percent(macro.recall)}`],
    report.lossFunction === 'softmax-cross-entropy'
      ? ['loss', loss(report.loss)]
      : ['loss', loss(report.loss), report.lossFunction],
    ['Brier', loss(brierScore)],
    ['calibration', percent(calibration.error), `expected error, in ${calibration.bins.length} bins`],
    ['time', duration(seconds), `${short(count / seconds)} samples/s`],
  ]
}
