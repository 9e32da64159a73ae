import { summarise } from '../measure/statistics.ts'
import type { Result } from '../results/document.ts'
import { groupBy } from '../results/group-by.ts'
import type { NamedFigure } from '../suites/suite-run.ts'
import { significant } from '../terminal/format.ts'
import { type Bar, horizontalBars } from './horizontal-bars.ts'

/** Seconds to each accuracy, a group for each way to train; accuracies that not every seed reached are left out. */
export function accuracyFigures(results: readonly Result[]): NamedFigure[] {
  const ways = groupBy(results, ({ id }) => id.slice(0, id.lastIndexOf('/')))
  const groups = [...ways.values()].map(way => {
    const { network, activation, batchSize } = (way[0] as Result).setup
    return { title: `${network}, ${activation}, batch ${batchSize}`, bars: way.flatMap(barOf) }
  })
  if (groups.every(({ bars }) => bars.length === 0)) return []
  const svg = horizontalBars({
    title: 'From nothing to an accuracy on the test images',
    axis: 'seconds, median of the seeds; the line from quartile to quartile',
    groups,
  })
  return [{ name: 'accuracy', svg }]
}

function barOf({ setup, seconds }: Result): Bar[] {
  const { percent, seeds } = setup
  // What stands for the end of training has no accuracy.
  if (!(Number(percent) > 0) || seconds.length < Number(seeds)) return []
  const { median, low, high } = summarise(seconds)
  return [
    { label: `${Number(Number(percent).toFixed(6))} %`, value: median, low, high, text: `${significant(median)} s` },
  ]
}
