import { OptionError } from '@blasnet/check'
import type { CurveQuantity } from '../catalogue/figure.ts'
import type { MeasureName } from '../catalogue/measure-names.ts'
import { paletteSize } from '../catalogue/network.ts'
import { formatSeconds } from '../document/summary.ts'
import { drawFigure } from '../figures/draw/draw-figure.ts'
import { curvesFigure } from '../figures/specs/curves-figure.ts'
import { quantityLabel } from '../figures/specs/quantities.ts'
import type { RunHistory } from '../input.ts'
import { textTable } from '../markdown/table.ts'
import { formatMeasure } from '../measures/format.ts'
import { measureRun } from '../measures/run-measures.ts'
import type { TextTable } from '../table.ts'
import { configText } from './config-text.ts'

/** A run to compare: the folder's `history.json` and, when it has one, `config.json`. */
export interface ComparedRun {
  /** As it is to stand in table and legend: the folder's name. */
  readonly name: string
  readonly history: RunHistory
  readonly config?: Readonly<Record<string, unknown>>
}

export interface Figure {
  /** Of its files, without extension. */
  readonly name: string
  readonly title: string
  readonly caption: string
  /** A whole SVG document. */
  readonly svg: string
}

export interface Comparison {
  readonly table: TextTable
  /** The table and the figures, linked as `NAME.svg`. */
  readonly markdown: string
  readonly figures: readonly Figure[]
}

const measures: readonly (readonly [string, MeasureName])[] = [
  ['parameters', 'parameters'],
  ['epochs', 'stopEpoch'],
  ['validation accuracy', 'finalValidationAccuracy'],
  ['best', 'bestValidationAccuracy'],
  ['training accuracy', 'finalTrainAccuracy'],
  ['lowest validation loss', 'lowestValidationLoss'],
  ['steps to 90 %', 'stepsTo90'],
  ['steps to 95 %', 'stepsTo95'],
]

const quantities: readonly CurveQuantity[] = ['trainLoss', 'validationLoss', 'trainAccuracy', 'validationAccuracy']

/**
 * A table and figures of any runs. More than eight share colours: dash patterns and labels tell them apart.
 *
 * @throws OptionError when there is no run, or two have one name
 */
export function compareRuns(runs: readonly ComparedRun[]): Comparison {
  checkRuns(runs)
  const table = comparisonTable(runs)
  const figures = quantities.flatMap(quantity => comparisonFigure(runs, quantity) ?? [])
  const drawn = figures.map(({ name, title, caption }) => `![${title}](${name}.svg)\n\n**${title}.** ${caption}`)
  return { table, figures, markdown: `${['# Runs compared', textTable(table), ...drawn].join('\n\n')}\n` }
}

function checkRuns(runs: readonly ComparedRun[]): void {
  if (runs.length === 0) throw new OptionError('runs', 'at least one run', runs)
  const seen = new Set<string>()
  for (const [index, { name }] of runs.entries()) {
    if (seen.has(name)) throw new OptionError(`runs[${index}].name`, 'a name that no other run has', name)
    seen.add(name)
  }
}

function comparisonTable(runs: readonly ComparedRun[]): TextTable {
  const tested = runs.some(({ history }) => history.test !== undefined)
  return {
    columns: [
      { title: 'run', align: 'left' },
      { title: 'network', align: 'left' },
      ...measures.map(([title]) => ({ title, align: 'right' as const })),
      ...(tested ? [{ title: 'test accuracy', align: 'right' as const }] : []),
      { title: 'seconds', align: 'right' },
    ],
    rows: runs.map(({ name, history, config }) => {
      const found = measureRun(history)
      const values = measures.map(([, measure]) => {
        const value = found[measure]
        if (value !== undefined) return formatMeasure(measure, value)
        return history.validation.length > 0 && measure.startsWith('stepsTo') ? 'never' : '–'
      })
      const { test } = history
      const testText = test === undefined ? '–' : formatMeasure('finalValidationAccuracy', test.accuracy)
      return [name, configText(config), ...values, ...(tested ? [testText] : []), formatSeconds(history.seconds.total)]
    }),
  }
}

function comparisonFigure(runs: readonly ComparedRun[], quantity: CurveQuantity): Figure | undefined {
  const shown = runs.filter(({ history }) => quantity === 'trainLoss' || history.validation.length > 0)
  const networks = shown.map(({ name, history }) => {
    const index = runs.findIndex(run => run.name === name)
    const slot = index % paletteSize
    // The second eight have the same colours, each with a pattern three further on.
    const dash = (slot + 3 * Math.floor(index / paletteSize)) % paletteSize
    return { id: name, label: name, slot, dash, histories: [history], seeds: [0] }
  })
  const title = quantityLabel(quantity).replace(/^./, first => first.toUpperCase())
  const id = quantity.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
  const model = curvesFigure({ kind: 'curves', id, title, quantities: [quantity] }, networks)
  if (!model) return undefined
  return { name: id, title, caption: model.caption.join(' '), svg: drawFigure(model).svg }
}
