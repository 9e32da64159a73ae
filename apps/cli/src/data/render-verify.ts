import { renderFacts } from '../terminal/facts.ts'
import { headline } from '../terminal/headline.ts'
import { printable } from '../terminal/printable.ts'
import { significant } from '../terminal/significant.ts'
import { renderTable } from '../terminal/table.ts'
import type { View } from '../terminal/view.ts'
import { wrapWords } from '../terminal/wrap-words.ts'
import { percent, thousands } from '../train/format.ts'
import { dataLabel } from '../train/header.ts'
import { className } from './class-name.ts'
import type { PartReport, VerifyReport } from './verify.ts'

type Sound = Extract<VerifyReport, { sound: true }>

/** What `blasnet data verify` prints for people. */
export function renderVerification(report: VerifyReport, view: View): string[] {
  const { style, columns } = view
  if (!report.sound) {
    const [first = '', ...rest] = wrapWords(`✗ not sound: ${printable(report.problem)}`, columns)
    return [first.replace('✗ not sound', style.red('✗ not sound')), ...rest.map(line => `  ${line}`)]
  }
  const { image, train } = report
  const shape = image ? `${image.height} × ${image.width} pixels` : `${train.features} values`
  const head = headline([[dataLabel(report.data), shape, `${train.labels.length} classes`]], style, columns)
  const remarks = report.remarks.map(remark => `${style.yellow('!')} ${printable(remark)}`)
  const checked = report.checksums
    ? '✓ sound: the original files, by their SHA-256'
    : '✓ sound: structure, counts and labels; no checksums are known for it'
  const [first = '', ...rest] = wrapWords(checked, columns)
  return [
    ...head,
    '',
    ...partFacts(report, view),
    '',
    ...labelTable(report, view),
    '',
    ...remarks,
    first.replace('✓ sound', style.green('✓ sound')),
    ...rest.map(line => `  ${line}`),
  ]
}

function partFacts({ train, test }: Sound, { style, columns }: View): string[] {
  return renderFacts(
    [train, test].map((part, i) => [
      i === 0 ? 'training' : 'test',
      `${thousands(part.count)} samples`,
      valueText(part),
    ]),
    style,
    columns,
  )
}

function valueText({ min, max, mean, standardDeviation }: PartReport): string {
  return `${significant(min)} … ${significant(max)}, mean ${significant(mean)}, std ${significant(standardDeviation)}`
}

function labelTable({ train, test, classNames }: Sound, { style, tableColumns }: View): string[] {
  const share = (part: PartReport, index: number) => percent(part.labels[index]! / part.count)
  return renderTable({
    columns: [
      { title: 'class' },
      { title: 'training', align: 'right' },
      { title: 'share', align: 'right', dispensable: 1 },
      { title: 'test', align: 'right' },
      { title: 'share', align: 'right', dispensable: 1 },
    ],
    rows: train.labels.map((count, index) => [
      className(index, classNames ?? undefined),
      thousands(count),
      share(train, index),
      thousands(test.labels[index]!),
      share(test, index),
    ]),
    total: ['all', thousands(train.count), '', thousands(test.count), ''],
    style,
    width: tableColumns,
  })
}
