import { renderTable } from '../terminal/table.ts'
import type { Growth } from './growth.ts'

const words = { depth: 'depth', width: 'width', batchSize: 'batch size' } as const

/** How the time of a step grows, beside how its operations do. */
export function renderGrowth(growths: readonly Growth[]): string {
  const rows = growths.map(({ variable, setup, results, time, flops }) => {
    const places = results.map(result => result.setup[variable])
    return [
      `${setup.kind}`,
      `${words[variable]} ${places[0]} … ${places.at(-1)}`,
      fixedText(setup, variable),
      time.exponent.toFixed(2),
      time.r2.toFixed(3),
      flops.exponent.toFixed(2),
    ]
  })
  const table = renderTable(
    [
      { title: 'of', align: 'left' },
      { title: 'with', align: 'left' },
      { title: 'at', align: 'left' },
      { title: 'time' },
      { title: 'R²' },
      { title: 'operations' },
    ],
    rows,
  )
  return `how a step's cost grows: exponents of power laws, least squares on logarithms\n\n${table}`
}

/** The settings that stayed the same. */
function fixedText(setup: Growth['setup'], variable: Growth['variable']): string {
  const parts = [
    ...(variable === 'depth' ? [] : [`depth ${setup.depth}`]),
    ...(variable === 'width' ? [] : [`width ${setup.width}`]),
    ...(variable === 'batchSize' ? [] : [`batch ${setup.batchSize}`]),
    `${setup.dtype}`,
    `t${setup.threads}`,
  ]
  return parts.join(', ')
}
