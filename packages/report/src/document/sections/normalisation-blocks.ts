import type { Task } from '../../catalogue/task.ts'
import type { DataPart } from '../../input.ts'
import { thousands } from '../../measures/format.ts'
import type { ReportContext } from '../context.ts'
import type { Block, Cell } from '../model.ts'

type Normalisation = Extract<Task, { kind: 'normalisation' }>

/** Mean and deviation of the pixels, what becomes of them, and some images to look at. */
export function normalisationBlocks({ input, source }: ReportContext, task: Normalisation): Block[] {
  const { data } = input
  if (!data) return [{ kind: 'notice', text: 'The figures of the data were not worked out.' }]
  const { mean, std } = data.train
  const parts: readonly (readonly [string, DataPart])[] = [
    ['training', data.train],
    ...(data.validation ? [['validation', data.validation] as const] : []),
  ]
  const zeros = parts.some(([, part]) => part.zeroShare !== undefined)
  return [
    ...(data.images && data.images.length > 0
      ? [
          {
            kind: 'figure',
            figure: {
              kind: 'digits',
              id: `${task.id}-images`,
              title: `Training images of ${data.name}`,
              caption: ['The first training images with their labels.'],
              images: data.images,
            },
          } as const,
        ]
      : []),
    {
      kind: 'table',
      table: {
        caption: `Pixels of ${data.name}, 0 to 255, ${thousands(data.features)} in each image.`,
        columns: [
          { title: 'images', align: 'left' },
          { title: 'count', align: 'right' },
          { title: 'mean μ', align: 'right' },
          { title: 'standard deviation σ', align: 'right' },
          ...(zeros ? [{ title: 'pixels that are 0', align: 'right' as const }] : []),
        ],
        rows: [
          ...parts.map(([name, part]): Cell[] => [
            { text: name },
            { text: thousands(part.count) },
            { text: part.mean.toFixed(4) },
            { text: part.std.toFixed(4) },
            ...(zeros ? [{ text: part.zeroShare === undefined ? '' : `${(part.zeroShare * 100).toFixed(1)} %` }] : []),
          ]),
          ...(task.expected
            ? [
                [
                  { text: `training, by ${source(task.expected.source)}` },
                  { text: '' },
                  { text: task.expected.mean.toFixed(4) },
                  { text: task.expected.std.toFixed(4) },
                  ...(zeros ? [{ text: '' }] : []),
                ],
              ]
            : []),
        ],
      },
    },
    {
      kind: 'formula',
      tex: [
        `x \\mapsto \\frac{x - \\mu}{\\sigma} = \\frac{x - ${mean.toFixed(4)}}{${std.toFixed(4)}},`,
        `0 \\mapsto ${(-mean / std).toFixed(4)},`,
        `255 \\mapsto ${((255 - mean) / std).toFixed(4)}`,
      ],
    },
  ]
}
