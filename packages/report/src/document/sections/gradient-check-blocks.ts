import type { GradientCheckTask } from '../../catalogue/task.ts'
import type { GradientCheckRecord } from '../../input.ts'
import { scientific, thousands } from '../../measures/format.ts'
import type { ReportContext } from '../context.ts'
import type { Block, Cell } from '../model.ts'

type Finished = Extract<GradientCheckRecord, { status: 'finished' }>

/** The largest difference found, in every tensor, against what is allowed. */
export function gradientCheckBlocks(context: ReportContext, task: GradientCheckTask): Block[] {
  const record = context.input.gradientChecks?.find(check => check.task === task.id)
  if (record?.status !== 'finished') return [{ kind: 'notice', text: 'This gradient check was not made.' }]
  return [{ kind: 'prose', paragraphs: [resultText(record, task)] }, tensorTable(record)]
}

/** What passes: the error of a central difference is of the order ε². */
export function toleranceOf({ tolerance }: GradientCheckTask, { epsilon }: Finished): number {
  return tolerance ?? epsilon ** 2
}

function resultText(record: Finished, task: GradientCheckTask): string {
  const { network, checked, parameters, samples, epsilon, largestDifference } = record
  const allowed = toleranceOf(task, record)
  const isBelow = largestDifference <= allowed
  const which =
    checked === parameters
      ? `All ${thousands(checked)} parameters`
      : `${thousands(checked)} of ${thousands(parameters)} parameters`
  const square = task.tolerance === undefined ? ' = ε²' : ''
  return (
    `${which} of ${network} in float64, ${samples} images, ε = ${scientific(epsilon, 1).replace(/^1 · /, '')}: the largest ` +
    `difference between backpropagation and the central difference of the loss is **${scientific(largestDifference, 2)}**, ` +
    `${isBelow ? 'below' : '**above**'} the ${scientific(allowed, 1).replace(/^1 · /, '')}${square} that is allowed. ` +
    (isBelow ? 'The gradient is right.' : '**The gradient is wrong.**')
  )
}

function tensorTable({ tensors }: Finished): Block {
  return {
    kind: 'table',
    table: {
      caption: 'Where each tensor differs most.',
      columns: [
        { title: 'tensor', align: 'left' },
        { title: 'shape', align: 'left' },
        { title: 'checked', align: 'right' },
        { title: 'largest difference', align: 'right' },
        { title: 'by backpropagation', align: 'right' },
        { title: 'by difference', align: 'right' },
      ],
      rows: tensors.map(({ name, shape, checked, largestDifference, worst }): Cell[] => [
        { text: `\`${name}\`` },
        { text: shape.join(' × ') },
        { text: thousands(checked) },
        { text: scientific(largestDifference, 2) },
        { text: signed(worst.analytic) },
        { text: signed(worst.numeric) },
      ]),
    },
  }
}

/** Ten decimals: the difference must show. */
function signed(value: number): string {
  return value.toFixed(10).replace('-', '−')
}
