import { areaAverage } from './area-average.ts'
import { borderBrightness } from './border.ts'
import { decodePng } from './decode-png.ts'
import type { PngKind } from './png-header.ts'

/** Whether dark and light are swapped; `auto` does it when the border is light. */
export const INVERT_CHOICES = ['auto', 'yes', 'no'] as const
export type Invert = (typeof INVERT_CHOICES)[number]

/** A picture as a network reads it, and what was done to make it so. */
export interface PreparedPicture {
  /** [side · side] bytes, row by row: light ink on dark ground, as MNIST has it. */
  readonly pixels: Uint8Array
  readonly side: number
  readonly from: {
    readonly width: number
    readonly height: number
    readonly kind: PngKind
    /** Bits a sample. */
    readonly depth: number
    readonly interlaced: boolean
  }
  /** What transparent pixels were laid on. */
  readonly background: 'white' | 'black' | undefined
  /** Mean grey value of the picture's border, 0 … 255. */
  readonly border: number
  readonly inverted: boolean
}

/**
 * Makes side × side bytes from a PNG file: grey, square by a margin of the border's mean, area-averaged, inverted.
 *
 * Networks trained on MNIST know white digits on black. With `invert: 'auto'` a picture whose border is lighter than
 * middle grey counts as dark ink on light paper, and is inverted.
 *
 * Throws PictureError when the file cannot be decoded.
 */
export function preparePicture(file: Buffer, source: string, side: number, invert: Invert): PreparedPicture {
  const { header, picture, background } = decodePng(file, source)
  const border = borderBrightness(picture)
  const inverted = invert === 'auto' ? border > 127.5 : invert === 'yes'
  const pixels = Uint8Array.from(areaAverage(picture, side, border), value =>
    Math.min(255, Math.max(0, Math.round(inverted ? 255 - value : value))),
  )
  const { width, height, kind, depth, interlaced } = header
  return { pixels, side, from: { width, height, kind, depth, interlaced }, background, border, inverted }
}
