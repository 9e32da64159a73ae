/** Drawing curves in the look of the report, for figures of other things: `@blasnet/report/figures`. */

export { dashes } from './color/palette.ts'
export { fileTheme, layerPaint, type Paint, type Theme } from './color/theme.ts'
export { type DrawnFigure, type DrawOptions, drawFigure, drawPanel } from './draw/draw-figure.ts'
export { type Box, type Layout, wideLayout } from './draw/layout.ts'
export { fitText, svgText, type TextStyle, wrapText } from './draw/text.ts'
export { fontFamily } from './fonts/font-files.ts'
export { type FontWeight, textWidth } from './fonts/text-width.ts'
export type { Axis, LegendEntry, Panel, PlotModel, Series, Stroke } from './model.ts'
export { renderPng } from './png.ts'
export { element, escapeText } from './svg/element.ts'
export type { Point } from './svg/path.ts'
export { overlaps, type TextBox, textBoxes, viewBox } from './svg/text-boxes.ts'
