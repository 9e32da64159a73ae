import { networkConfig } from '../../catalogue/select.ts'
import type { Task } from '../../catalogue/task.ts'
import type { LayerShape } from '../../input.ts'
import { thousands } from '../../measures/format.ts'
import { spread } from '../../measures/over-seeds.ts'
import { labelOf, networkOf, type ReportContext } from '../context.ts'
import type { Block, Cell } from '../model.ts'

/** Parameters counted in the trained networks, beside the sum over their layers. */
export function parametersBlocks(context: ReportContext, task: Extract<Task, { kind: 'parameters' }>): Block[] {
  const label = labelOf(context, task)
  const rows = task.networks.map((id): Cell[] => {
    const network = networkOf(context, id)
    const run = context.runs.find(one => one.network === id && one.layers)
    const counted = spread(context.measured.get(id)!, 'parameters')
    const expected = network.expected?.find(({ measure }) => measure === 'parameters')
    return [
      { text: label(id), slot: network.slot },
      { text: run?.layers ? shapeText(run.layers) : configText(context, id) },
      { text: run?.layers ? sumText(run.layers) : '–' },
      { text: counted ? thousands(counted.mean) : '–' },
      { text: expected ? thousands(expected.value) : '' },
    ]
  })
  return [
    {
      kind: 'table',
      table: {
        caption:
          'Counted in the trained network; the sum is inputs · units over its layers, a bias counted as one more input.',
        columns: [
          { title: 'network', align: 'left' },
          { title: 'layers', align: 'left' },
          { title: 'sum over layers', align: 'left' },
          { title: 'counted', align: 'right' },
          { title: 'expected', align: 'right' },
        ],
        rows,
      },
    },
  ]
}

function shapeText(layers: readonly LayerShape[]): string {
  return [layers[0]!.inputs, ...layers.map(({ units }) => units)].join('-')
}

/** Parameters of each unit: a bias counts as one more input, scale and shift of a batch normalisation as two. */
function perUnit({ inputs, bias, batchNorm = false }: LayerShape): number {
  return inputs + (bias ? 1 : 0) + (batchNorm ? 2 : 0)
}

/** `785 · 64 + 64 · 10 = 50,880`; equal layers in a row are taken together. */
export function sumText(layers: readonly LayerShape[]): string {
  const terms: { text: string; count: number }[] = []
  for (const layer of layers) {
    const text = `${perUnit(layer)} · ${layer.units}`
    if (terms.at(-1)?.text === text) terms.at(-1)!.count++
    else terms.push({ text, count: 1 })
  }
  const total = layers.reduce((sum, layer) => sum + perUnit(layer) * layer.units, 0)
  const sum = terms.map(({ text, count }) => (count === 1 ? text : `${count} · ${text}`)).join(' + ')
  return `${sum} = ${thousands(total)}`
}

function configText(context: ReportContext, id: string): string {
  const { hidden } = networkConfig(context.input.catalogue, networkOf(context, id))
  return hidden ? `hidden: ${hidden.join('-')}` : '–'
}
