import { activationText } from '@blasnet/core/options'
import { formatInitializer } from '../config/initializer.ts'
import { renderFacts } from '../terminal/facts.ts'
import { headline } from '../terminal/headline.ts'
import { exponential, significant } from '../terminal/significant.ts'
import type { Style } from '../terminal/style.ts'
import { renderTable } from '../terminal/table.ts'
import type { View } from '../terminal/view.ts'
import { wrapWords } from '../terminal/wrap-words.ts'
import { duration, loss, thousands } from '../train/format.ts'
import { dataLabel } from '../train/header.ts'
import { wrapParts } from '../train/wrap.ts'
import type { GradcheckReport } from './check.ts'

/** What `blasnet gradcheck` prints for people. */
export function renderGradcheck(report: GradcheckReport, view: View): string[] {
  const { style, columns, tableColumns } = view
  const { checked, parameters, samples } = report
  const share = checked === parameters ? 'all' : `${thousands(checked)} of`
  const head = headline(
    [
      [report.architecture, activationText(report.activation), `${thousands(parameters)} parameters`, 'float64'],
      [formatInitializer(report.initializer), ...report.extras, `seed ${report.seed}`],
      [dataLabel(report.data), samples === 1 ? 'the first sample' : `the first ${thousands(samples)} samples`],
    ],
    style,
    columns,
  )
  const facts = renderFacts(
    [
      ['checked', `${share} ${thousands(parameters)}`, `in ${duration(report.seconds)}`],
      ['against', '(C(w + ε) − C(w − ε)) / 2ε', `ε = ${exponential(report.epsilon)}`],
      ['loss C', loss(report.loss)],
    ],
    style,
    columns,
  )
  return [...head, '', ...facts, '', ...tensorTable(report, style, tableColumns), '', ...verdict(report, view)]
}

function tensorTable({ tensors }: GradcheckReport, style: Style, width: number | undefined): string[] {
  return renderTable({
    columns: [
      { title: 'tensor' },
      { title: 'shape', dispensable: 2 },
      { title: 'checked', align: 'right' },
      { title: 'largest difference', align: 'right' },
      { title: 'at', align: 'right', dispensable: 3 },
      { title: 'analytic', align: 'right', dispensable: 1 },
      { title: 'numeric', align: 'right', dispensable: 1 },
    ],
    rows: tensors.map(({ name, shape, checked, largestDifference, worst }) => [
      name,
      `[${shape.join(', ')}]`,
      thousands(checked),
      exponential(largestDifference),
      thousands(worst.index),
      significant(worst.analytic),
      significant(worst.numeric),
    ]),
    style,
    width,
  })
}

/** In words and a mark, so that colour alone never says it. */
function verdict({ holds, largestDifference, tolerance, ...report }: GradcheckReport, view: View): string[] {
  const { style, columns } = view
  const judgement = holds ? '✓ the gradients agree' : '✗ the gradients do not agree'
  const bound = tolerance.kind === 'truncation' ? 'ε²' : 'the rounding of C'
  const figures = [
    `largest difference ${exponential(largestDifference)}`,
    `${holds ? 'below' : 'not below'} ${bound} = ${exponential(tolerance.value)}`,
  ]
  const [first = '', ...rest] = wrapParts([judgement, ...figures], columns)
  const paint = holds ? style.green : style.red
  const lines = [first.replace(judgement, paint(judgement)), ...rest]
  const suspicious = !holds && report.kinks.length > 0 && report.epsilon > kinkEpsilon
  return suspicious ? [...lines, ...wrapWords(kinkRemark(report.kinks), columns)] : lines
}

const kinkEpsilon = 1e-5

function kinkRemark(kinks: readonly string[]): string {
  const have = kinks.length === 1 ? 'has' : 'have'
  return `${kinks.join(' and ')} ${have} no derivative at 0, and what ε carries across it differs without a mistake; --epsilon 1e-5 makes that rare`
}
