import type { Calibration } from '@blasnet/core'
import {
  type Box,
  drawPanel,
  element,
  fileTheme,
  type Panel,
  type Point,
  svgText,
  wideLayout,
} from '@blasnet/report/figures'
import { percent } from '../../train/format.ts'

/**
 * The reliability diagram: bars are the share of samples that were right in each bin of the largest probability, dots
 * stand at the bin's mean probability, and the diagonal is where a network is as sure as it is right.
 */
export function drawReliability({ error, bins }: Calibration, box: Box): string {
  const filled = bins.filter(({ count }) => count > 0)
  const panel: Panel = {
    title: 'Reliability',
    x: { label: 'how sure', domain: [0, 1], scale: 'linear', format: 'percent' },
    y: { label: 'how often right', domain: [0, 1], scale: 'linear', format: 'percent' },
    series: [
      {
        key: 'ideal',
        label: 'as sure as right',
        stroke: { paint: 'axis', width: 1.5, dash: [4, 4] },
        points: [
          [0, 0],
          [1, 1],
        ],
      },
      {
        key: 'accuracy',
        label: 'right',
        stroke: { paint: 's1', width: 2.5, dash: [] },
        points: filled.map(({ confidence, accuracy }): Point => [confidence, accuracy]),
        dots: true,
      },
    ],
  }
  const square = { ...box, height: Math.min(box.height, box.width + 70) }
  const { frame, markup } = drawPanel(panel, square, 'reliability', { ...wideLayout, xTicks: 6, yTicks: 6 }, fileTheme)
  const bars = filled.map(({ low, high, accuracy }) => {
    const [left, right, top, bottom] = [frame.x(low), frame.x(high), frame.y(accuracy), frame.y(0)]
    const place = { x: left + 1, y: top, width: right - left - 2, height: bottom - top }
    return element('rect', { ...place, fill: fileTheme('s1'), 'fill-opacity': 0.2 })
  })
  const below = square.y + square.height + wideLayout.tickSize
  const note = { size: wideLayout.tickSize - 1, paint: 'muted' } as const
  const notes = [
    `expected calibration error ${percent(error)}`,
    'bars: share of samples that were right',
    'dots: at the mean probability of the bin',
  ]
  return [...bars, markup, ...notes.map((line, i) => svgText(box.x, below + i * 22, line, note, fileTheme))].join('')
}
