import { renderAsync } from '@resvg/resvg-js'
import { boldFont, regularFont } from './fonts/font-files.ts'

/** Pixels of the PNG for one of the SVG: 1,920 across, sharp in print at 16 cm (300 dots per inch). */
const scale = 2

/**
 * An SVG document as a PNG picture, with the fonts that come with the package and no other. Drawn on a thread of
 * libuv's pool, so that several figures share the cores.
 */
export async function renderPng(svg: string): Promise<Buffer> {
  const image = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: { fontFiles: [regularFont, boldFont], loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' },
  })
  return image.asPng()
}
