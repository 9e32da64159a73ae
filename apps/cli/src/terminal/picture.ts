import type { PictureColours } from './picture-colours.ts'

/** A grey picture: 0 (black) … 255 (white), row by row. */
export interface Picture {
  readonly width: number
  readonly height: number
  /** [height · width] */
  readonly pixels: ArrayLike<number>
}

/** From empty to full, for terminals with dark ground. */
const DENSITIES = ' .:-=+*#%@'

/**
 * Draws a picture as lines of text, each line two rows of pixels: every character is as wide as a pixel and about
 * twice as high. With colours it is ▀, the upper pixel in the foreground and the lower in the background; without,
 * a character as dense as the two are bright.
 */
export function drawPicture(picture: Picture, colours: PictureColours): string[] {
  const rows = Array.from({ length: Math.ceil(picture.height / 2) }, (_, i) => 2 * i)
  return rows.map(y => (colours === 'none' ? denseLine(picture, y) : halfBlockLine(picture, y, colours)))
}

function denseLine({ width, height, pixels }: Picture, y: number): string {
  let line = ''
  for (let x = 0; x < width; x++) {
    const upper = pixels[y * width + x]!
    const lower = y + 1 < height ? pixels[(y + 1) * width + x]! : upper
    line += DENSITIES[Math.min(DENSITIES.length - 1, Math.floor(((upper + lower) / 2 / 256) * DENSITIES.length))]
  }
  return line
}

function halfBlockLine({ width, height, pixels }: Picture, y: number, colours: '256' | '24-bit'): string {
  let line = ''
  let last = ''
  for (let x = 0; x < width; x++) {
    const upper = grey(pixels[y * width + x]!, colours)
    // An odd last row has nothing below it: the terminal's own background.
    const lower = y + 1 < height ? `48;${grey(pixels[(y + 1) * width + x]!, colours)}` : '49'
    const codes = `\x1b[38;${upper};${lower}m`
    if (codes !== last) line += codes
    last = codes
    line += '▀'
  }
  return `${line}\x1b[0m`
}

/** The parameters of a grey in a colour code. The 256 colours have 24 greys (8, 18, … 238), black and white. */
function grey(value: number, colours: '256' | '24-bit'): string {
  const byte = Math.min(255, Math.max(0, Math.round(value)))
  if (colours === '24-bit') return `2;${byte};${byte};${byte}`
  const step = Math.round((byte - 8) / 10)
  return `5;${step < 0 ? 16 : step > 23 ? 231 : 232 + step}`
}
