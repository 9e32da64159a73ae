import { PictureError } from './picture-error.ts'

/** What the first chunk of a PNG file (IHDR) says about the rest. */
export interface PngHeader {
  readonly width: number
  readonly height: number
  /** Bits a sample. */
  readonly depth: 1 | 2 | 4 | 8 | 16
  readonly kind: PngKind
  /** Samples a pixel. */
  readonly channels: 1 | 2 | 3 | 4
  /** Stored in the seven passes of Adam7. */
  readonly interlaced: boolean
}

export type PngKind = 'grey' | 'rgb' | 'palette' | 'grey-alpha' | 'rgba'

/** Most pixels a picture may have. Decoding so many, 16 bits a sample and transparent, takes 700 MB and a second. */
export const MAX_PIXELS = 25_000_000

/** Colour types of the PNG specification, table 11.1, with the depths each allows. */
const COLOUR_TYPES: ReadonlyMap<number, { kind: PngKind; channels: 1 | 2 | 3 | 4; depths: readonly number[] }> =
  new Map([
    [0, { kind: 'grey', channels: 1, depths: [1, 2, 4, 8, 16] }],
    [2, { kind: 'rgb', channels: 3, depths: [8, 16] }],
    [3, { kind: 'palette', channels: 1, depths: [1, 2, 4, 8] }],
    [4, { kind: 'grey-alpha', channels: 2, depths: [8, 16] }],
    [6, { kind: 'rgba', channels: 4, depths: [8, 16] }],
  ])

/** Reads the 13 bytes of IHDR. Throws {@link PictureError} when a field is not allowed or the picture is too big. */
export function parsePngHeader(data: Buffer, source: string): PngHeader {
  if (data.length !== 13) throw new PictureError(source, `broken PNG: a header of ${data.length} bytes, expected 13`)
  const width = data.readUInt32BE(0)
  const height = data.readUInt32BE(4)
  const depth = data[8]!
  const type = COLOUR_TYPES.get(data[9]!)
  const [compression, filter, interlace] = [data[10]!, data[11]!, data[12]!]
  if (width === 0 || height === 0)
    throw new PictureError(source, `broken PNG: a picture of ${width} × ${height} pixels`)
  if (width * height > MAX_PIXELS) {
    const limit = `${MAX_PIXELS / 1e6} million pixels`
    throw new PictureError(source, `a picture of ${width} × ${height} pixels is too big, expected at most ${limit}`)
  }
  if (type === undefined) throw new PictureError(source, `broken PNG: unknown colour type ${data[9]}`)
  if (!type.depths.includes(depth)) {
    throw new PictureError(source, `broken PNG: ${depth} bits a sample are not allowed for colour type ${data[9]}`)
  }
  if (compression !== 0) throw new PictureError(source, `broken PNG: unknown compression method ${compression}`)
  if (filter !== 0) throw new PictureError(source, `broken PNG: unknown filter method ${filter}`)
  if (interlace > 1) throw new PictureError(source, `broken PNG: unknown interlace method ${interlace}`)
  const { kind, channels } = type
  return { width, height, depth: depth as PngHeader['depth'], kind, channels, interlaced: interlace === 1 }
}
