import { createRequire } from 'node:module'
import path from 'node:path'

/** DejaVu Sans comes with the package: a bare machine has no fonts, and figures are to look the same everywhere. */
const folder = path.join(path.dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')), 'ttf')

export const regularFont = path.join(folder, 'DejaVuSans.ttf')
export const boldFont = path.join(folder, 'DejaVuSans-Bold.ttf')
/** Has a MATH table: sizes of sums, brackets and roots, which few machines' fonts have. */
export const mathFontFile = path.join(folder, 'DejaVuMathTeXGyre.ttf')

/** For SVG files. DejaVu Sans is among the widest sans-serif fonts: text laid out for it fits with others too. */
export const fontFamily = "'DejaVu Sans', Verdana, 'Segoe UI', Roboto, sans-serif"
