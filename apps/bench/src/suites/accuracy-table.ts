import { summarise } from '../measure/statistics.ts'
import type { Result } from '../results/document.ts'
import { groupBy } from '../results/group-by.ts'
import { counted, significant } from '../terminal/format.ts'
import { renderTable } from '../terminal/table.ts'

/** A row for each way to train, a column for each accuracy. */
export function renderAccuracy(results: readonly Result[]): string {
  const [first] = results
  if (first === undefined) return ''
  const { setup } = first
  const ways = groupBy(results, ({ id }) => id.slice(0, id.lastIndexOf('/')))
  const percents = String(setup.targets).split(' ').map(Number)
  const rows = [...ways.values()].map(way => rowOf(way, percents))
  const images = (name: string) => Number(setup[name]).toLocaleString('en-US')
  return (
    `Seconds from createNetwork to the validation that first reached an accuracy, ${images('trainingImages')} training\n` +
    `images, validated ${counted(Number(setup.validationsPerEpoch), 'time')} an epoch on ${images('validationImages')}, ` +
    `median of ${counted(Number(setup.seeds), 'seed')}. In brackets the seconds of\n` +
    `training steps among them: the others are validations, of the training images too.\n\n` +
    renderTable(
      [
        { title: '', align: 'left' },
        { title: '', align: 'left' },
        ...percents.map(percent => ({ title: `${percent} %` })),
        { title: 'best' },
      ],
      rows,
    ) +
    missed([...ways.values()], percents)
  )
}

function percentOf({ setup }: Result): number {
  return Number(Number(setup.percent).toFixed(6))
}

function rowOf(way: readonly Result[], percents: readonly number[]): string[] {
  const [first] = way as readonly [Result, ...Result[]]
  const { network, activation, batchSize, learningRate, dtype } = first.setup
  const best = way.flatMap(({ notes }) => numbers(notes?.['best accuracy']))
  return [
    `${network}`,
    `${activation}, batch ${batchSize}, ${learningRate}${dtype === 'float64' ? ', float64' : ''}`,
    ...percents.map(percent => {
      const result = way.find(one => percentOf(one) === percent)
      const total = result && medianOfAll(result.seconds, result)
      const training = result && medianOfAll(numbers(result.notes?.['seconds of training']), result)
      return total === undefined || training === undefined ? '–' : `${significant(total)} (${significant(training, 2)})`
    }),
    best.length === 0 ? '' : `${(summarise(best).median * 100).toFixed(2)} %`,
  ]
}

/** The median over all seeds, where those that did not arrive take for ever; undefined where it is for ever. */
function medianOfAll(seconds: readonly number[], { setup }: Result): number | undefined {
  const late = Number(setup.seeds) - seconds.length
  const all = [...seconds, ...Array.from({ length: late }, () => Number.POSITIVE_INFINITY)].sort((a, b) => a - b)
  const middle = (all.length - 1) / 2
  const median = ((all[Math.floor(middle)] as number) + (all[Math.ceil(middle)] as number)) / 2
  return Number.isFinite(median) ? median : undefined
}

function missed(ways: readonly (readonly Result[])[], percents: readonly number[]): string {
  const lines = ways.flatMap(way =>
    percents.flatMap(percent => {
      const result = way.find(one => percentOf(one) === percent)
      const { network, seeds, epochs, batchSize } = (way[0] as Result).setup
      const reached = result?.seconds.length ?? 0
      if (reached === Number(seeds)) return []
      return [
        `- ${network}, batch ${batchSize}: ${reached} of ${counted(Number(seeds), 'seed')} reached ${percent} % in ${counted(Number(epochs), 'epoch')}\n`,
      ]
    }),
  )
  return lines.join('')
}

function numbers(value: string | number | readonly number[] | undefined): readonly number[] {
  return Array.isArray(value) ? value : []
}
