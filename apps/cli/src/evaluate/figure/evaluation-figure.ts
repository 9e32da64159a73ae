import { type Box, element, escapeText, fileTheme, fontFamily, svgText, wrapText } from '@blasnet/report/figures'
import { percent, thousands } from '../../train/format.ts'
import type { EvaluationReport } from '../evaluate-model.ts'
import { drawConfusion } from './draw-confusion.ts'
import { drawReliability } from './draw-reliability.ts'

const width = 960
const padding = 16
const title = { size: 22, line: 28.6 } as const
const gutter = 28
const reliabilityWidth = 350
const bodyHeight = 590

/** The confusion matrix beside the reliability diagram, as a whole SVG document. */
export function evaluationFigure(report: EvaluationReport): string {
  const name = `${report.architecture} on ${thousands(report.count)} ${report.dataset}: ${percent(report.accuracy)} right`
  const lines = wrapText(name, width - 2 * padding, title.size, 'bold')
  const top = padding + lines.length * title.line + 12
  const height = top + bodyHeight + padding
  const left: Box = {
    x: padding,
    y: top,
    width: width - 2 * padding - gutter - reliabilityWidth,
    height: bodyHeight,
  }
  const right: Box = { x: left.x + left.width + gutter, y: top, width: reliabilityWidth, height: bodyHeight }
  const titles = lines.map((line, i) => {
    const y = padding + (i + 0.8) * title.line
    return svgText(padding, y, line, { size: title.size, weight: 'bold' }, fileTheme)
  })
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${width} ${Math.ceil(height)}`,
    width,
    height: Math.ceil(height),
    'font-family': fontFamily,
    role: 'img',
    'aria-label': name,
  }
  return element(
    'svg',
    attributes,
    element('title', {}, escapeText(name)),
    element('rect', { width, height: Math.ceil(height), fill: fileTheme('surface') }),
    ...titles,
    drawConfusion(report, left),
    drawReliability(report.metrics.calibration, right),
  )
}
