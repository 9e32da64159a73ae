import type { GreyPicture } from './grey-picture.ts'
import { luma } from './grey-picture.ts'
import { PictureError } from './picture-error.ts'
import { type PngChunks, readPngChunks } from './png-chunks.ts'
import type { PngHeader } from './png-header.ts'
import { visitPixels } from './png-pixels.ts'

/** A PNG file's picture in grey, and what it was before. */
export interface DecodedPng {
  readonly header: PngHeader
  readonly picture: GreyPicture
  /** What transparent pixels were laid on; undefined when none is transparent. */
  readonly background: 'white' | 'black' | undefined
}

/** Grey value and opacity of a pixel, 0 … 255 and 0 … 1; reused between calls. */
interface GreyPixel {
  grey: number
  alpha: number
}

/**
 * Decodes a PNG of any colour type, depth and interlacing to grey (BT.601), 0 … 255.
 *
 * Transparent pixels lie on white paper, or on black when what is drawn is light itself (its mean, weighted by
 * opacity, is above half), so that a white digit on nothing stays visible. Gamma and colour profiles are not applied.
 *
 * Throws PictureError when the file is no PNG, is broken, or has more than 25 million pixels.
 */
export function decodePng(file: Buffer, source: string): DecodedPng {
  const chunks = readPngChunks(file, source)
  const { header } = chunks
  const values = new Float32Array(header.width * header.height)
  const toGrey = greyReader(chunks, source)
  const pixel: GreyPixel = { grey: 0, alpha: 1 }
  let alphas: Float32Array | undefined
  visitPixels(header, chunks.compressed, source, (index, samples) => {
    pixel.alpha = 1
    toGrey(samples, pixel)
    values[index] = pixel.grey
    if (pixel.alpha === 1) return
    alphas ??= new Float32Array(values.length).fill(1)
    alphas[index] = pixel.alpha
  })
  const background = alphas && layOnPaper(values, alphas)
  return { header, picture: { width: header.width, height: header.height, values }, background }
}

/** How a pixel's samples become grey and alpha, for one colour type. */
function greyReader(chunks: PngChunks, source: string): (samples: Uint16Array, pixel: GreyPixel) => void {
  const { header, transparency } = chunks
  const max = 2 ** header.depth - 1
  const scale = 255 / max
  switch (header.kind) {
    case 'grey': {
      const key = transparentColour(transparency, 1, source)
      return (s, pixel) => {
        pixel.grey = s[0]! * scale
        if (key !== undefined && s[0] === key[0]) pixel.alpha = 0
      }
    }
    case 'grey-alpha':
      return (s, pixel) => {
        pixel.grey = s[0]! * scale
        pixel.alpha = s[1]! / max
      }
    case 'rgb': {
      const key = transparentColour(transparency, 3, source)
      return (s, pixel) => {
        pixel.grey = luma(s[0]!, s[1]!, s[2]!) * scale
        if (key !== undefined && s[0] === key[0] && s[1] === key[1] && s[2] === key[2]) pixel.alpha = 0
      }
    }
    case 'rgba':
      return (s, pixel) => {
        pixel.grey = luma(s[0]!, s[1]!, s[2]!) * scale
        pixel.alpha = s[3]! / max
      }
    case 'palette': {
      const entries = greyPalette(chunks, source)
      return (s, pixel) => {
        const entry = entries[s[0]!]
        if (entry === undefined) {
          throw new PictureError(source, `broken PNG: colour ${s[0]} of a palette of ${entries.length}`)
        }
        pixel.grey = entry.grey
        pixel.alpha = entry.alpha
      }
    }
  }
}

function greyPalette({ palette, transparency }: PngChunks, source: string): readonly Readonly<GreyPixel>[] {
  if (palette === undefined || palette.length === 0 || palette.length % 3 !== 0 || palette.length > 3 * 256) {
    throw new PictureError(source, `broken PNG: a palette of ${palette?.length ?? 0} bytes, expected 3 for each colour`)
  }
  return Array.from({ length: palette.length / 3 }, (_, i) => ({
    grey: luma(palette[3 * i]!, palette[3 * i + 1]!, palette[3 * i + 2]!),
    alpha: (transparency?.[i] ?? 255) / 255,
  }))
}

/** tRNS of a picture without palette: one colour, 16 bits a channel whatever the depth. */
function transparentColour(data: Buffer | undefined, channels: number, source: string): number[] | undefined {
  if (data === undefined) return undefined
  if (data.length !== 2 * channels) {
    throw new PictureError(source, `broken PNG: a transparent colour of ${data.length} bytes, expected ${2 * channels}`)
  }
  return Array.from({ length: channels }, (_, i) => data.readUInt16BE(2 * i))
}

function layOnPaper(values: Float32Array, alphas: Float32Array): 'white' | 'black' {
  let ink = 0
  let weight = 0
  for (let i = 0; i < values.length; i++) {
    ink += alphas[i]! * values[i]!
    weight += alphas[i]!
  }
  const paper = ink / weight > 127.5 ? 0 : 255
  for (let i = 0; i < values.length; i++) values[i] = alphas[i]! * values[i]! + (1 - alphas[i]!) * paper
  return paper === 0 ? 'black' : 'white'
}
