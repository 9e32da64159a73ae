import type { Task } from '../../catalogue/task.ts'
import { depthFinding } from '../../depth/finding.ts'
import { ratio } from '../../measures/format.ts'
import { spread } from '../../measures/over-seeds.ts'
import { networkOf, type ReportContext } from '../context.ts'
import type { Block, Cell } from '../model.ts'
import { measureCell } from '../summary.ts'
import { diagnosedNetwork } from './comparison-blocks.ts'

/** What happens inside the layers, network by network, and what that says about vanishing gradients. */
export function depthBlocks(context: ReportContext, task: Extract<Task, { kind: 'depth-analysis' }>): Block[] {
  const diagnosed = task.networks.flatMap(id => diagnosedNetwork(context, task, id) ?? [])
  if (diagnosed.length === 0) return []
  const findings = diagnosed.map(network => ({ network, finding: depthFinding(network.layers, network.diagnostics) }))
  return [
    {
      kind: 'table',
      table: {
        caption:
          'Does the gradient vanish? Its norm in the first hidden layer over that in the last, among hidden layers of ' +
          'one shape, after the first step and as the geometric mean over training, and what that makes for each layer ' +
          'on the way back. Below 1/10 it is called vanishing, above 10 exploding. The derivative is the mean of f′(z).',
        columns: [
          { title: 'network', align: 'left' },
          { title: 'best validation accuracy', align: 'right' },
          { title: 'first / last at the start', align: 'right' },
          { title: 'over training', align: 'right' },
          { title: 'factor per layer', align: 'right' },
          { title: 'derivative at the start', align: 'right' },
          { title: 'at the end', align: 'right' },
          { title: 'the gradient', align: 'left' },
        ],
        rows: findings.map(({ network, finding }): Cell[] => [
          { text: network.label, slot: networkOf(context, network.id).slot },
          measureCell(context, network.id, 'bestValidationAccuracy'),
          numberCell(finding.ratioAtStart),
          ratioCell(context, network.id),
          numberCell(finding.factorPerLayer),
          numberCell(finding.derivativeAtStart),
          numberCell(finding.derivativeAtEnd),
          { text: finding.word },
        ]),
      },
    },
  ]
}

function numberCell(value: number | undefined): Cell {
  return { text: value === undefined ? '–' : ratio(value) }
}

function ratioCell(context: ReportContext, id: string): Cell {
  return numberCell(spread(context.measured.get(id)!, 'gradientRatio')?.mean)
}
