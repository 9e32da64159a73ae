import type { BatchNormOptions } from '@blasnet/core'
import { activationText } from '@blasnet/core/options'
import { formatInitializer } from '../config/initializer.ts'
import { renderFacts } from '../terminal/facts.ts'
import { headline } from '../terminal/headline.ts'
import { printable } from '../terminal/printable.ts'
import { exponential, significant } from '../terminal/significant.ts'
import type { Style } from '../terminal/style.ts'
import { renderTable } from '../terminal/table.ts'
import type { View } from '../terminal/view.ts'
import { thousands } from '../train/format.ts'
import { shortPath } from '../train/short-path.ts'
import type { LayerReport, ModelReport } from './inspect-model.ts'

/** What `blasnet inspect` prints for people. */
export function renderModel(report: ModelReport, { style, columns, tableColumns }: View): string[] {
  const { normalisation: scale } = report
  const head = headline(
    [
      [report.architecture, `${thousands(report.parameters)} parameters`, report.dtype],
      [printable(shortPath(report.model)), `${thousands(report.bytes)} bytes`],
    ],
    style,
    columns,
  )
  const inputs = scale
    ? `(x − ${significant(scale.mean)}) / ${significant(scale.standardDeviation)}`
    : 'none, inputs as they are'
  const facts = renderFacts(
    [
      ['normalisation', inputs],
      ...(report.inputDropout === undefined ? [] : [['input dropout', String(report.inputDropout)] as const]),
      ['seed', String(report.seed)],
    ],
    style,
    columns,
  )
  const tables = [layerTable(report, style, tableColumns), tensorTable(report, style, tableColumns)]
  return [...head, '', ...facts, ...tables.flatMap(table => ['', ...table])]
}

function layerTable({ layers, parameters }: ModelReport, style: Style, width: number | undefined): string[] {
  const extras = layers.map(extrasText)
  // Most models have none.
  const more = extras.some(text => text !== '')
  return renderTable({
    columns: [
      { title: 'layer' },
      { title: 'shape' },
      { title: 'activation' },
      ...(more ? [{ title: 'with' }] : []),
      { title: 'bias' },
      { title: 'drawn from', dispensable: 1 },
      { title: 'parameters', align: 'right' },
    ],
    rows: layers.map(({ inputs, units, activation, bias, initializer, parameters }, index) => [
      String(index),
      `${inputs} → ${units}`,
      activationText(activation),
      ...(more ? [extras[index]!] : []),
      bias ? 'yes' : 'no',
      formatInitializer(initializer),
      thousands(parameters),
    ]),
    total: ['total', '', '', ...(more ? [''] : []), '', '', thousands(parameters)],
    style,
    width,
  })
}

/** `batch norm, dropout 0.5, l2 0.0001` */
function extrasText({ batchNorm, dropout, l1, l2 }: LayerReport): string {
  return [
    ...(batchNorm ? [`batch norm${batchNormText(batchNorm)}`] : []),
    ...(dropout === undefined ? [] : [`dropout ${dropout}`]),
    ...(l1 === undefined ? [] : [`l1 ${l1}`]),
    ...(l2 === undefined ? [] : [`l2 ${l2}`]),
  ].join(', ')
}

/** Its values, where they are not the usual ones. */
function batchNormText({ momentum, epsilon }: Required<BatchNormOptions>): string {
  return `${momentum === 0.1 ? '' : ` momentum ${momentum}`}${epsilon === 1e-5 ? '' : ` ε ${exponential(epsilon)}`}`
}

function tensorTable({ tensors }: ModelReport, style: Style, width: number | undefined): string[] {
  return renderTable({
    columns: [
      { title: 'tensor' },
      { title: 'shape', dispensable: 2 },
      { title: 'mean', align: 'right' },
      { title: 'std', align: 'right' },
      { title: 'min', align: 'right' },
      { title: 'max', align: 'right' },
    ],
    rows: tensors.map(({ name, shape, mean, std, min, max }) => [
      printable(name),
      `[${shape.join(', ')}]`,
      ...[mean, std, min, max].map(significant),
    ]),
    style,
    width,
  })
}
