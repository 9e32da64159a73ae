import type { Calibration } from '@blasnet/core'
import { bar } from '../terminal/bar.ts'
import { renderTable } from '../terminal/table.ts'
import { truncate } from '../terminal/text-width.ts'
import type { View } from '../terminal/view.ts'
import { thousands } from '../train/format.ts'

const BAR = 20

/** A row for each bin that has samples: how sure the network was, and how often it was right. */
export function renderCalibration({ bins }: Calibration, { style, columns, tableColumns }: View): string[] {
  const about = 'how sure the network was, and how often it was right'
  const table = renderTable({
    columns: [
      { title: 'sure' },
      { title: 'samples', align: 'right', dispensable: 2 },
      { title: 'on average', align: 'right' },
      { title: 'right', align: 'right' },
      { title: 'gap', align: 'right', dispensable: 1 },
      { title: 'as a bar', dispensable: 3 },
    ],
    rows: bins
      .filter(({ count }) => count > 0)
      .map(({ low, high, count, confidence, accuracy }) => [
        `${edge(low)} – ${edge(high)} %`,
        thousands(count),
        `${(100 * confidence).toFixed(1)} %`,
        `${(100 * accuracy).toFixed(1)} %`,
        signed(100 * (accuracy - confidence)),
        bar(accuracy, BAR),
      ]),
    style,
    width: tableColumns,
  })
  return [`${style.bold('calibration')}  ${style.dim(truncate(about, columns - 13))}`, ...table]
}

function edge(share: number): string {
  return String(Math.round(100 * share)).padStart(2)
}

/** `+1.5`, `−0.3`, `0.0`. */
function signed(value: number): string {
  const digits = Math.abs(value).toFixed(1)
  return Number(digits) === 0 ? digits : `${value < 0 ? '−' : '+'}${digits}`
}
