import { crc32 } from 'node:zlib'
import { PictureError } from './picture-error.ts'
import { type PngHeader, parsePngHeader } from './png-header.ts'

/** The chunks of a PNG file that say how its pixels look; everything else in it is passed over. */
export interface PngChunks {
  readonly header: PngHeader
  /** Red, green, blue of every palette entry. */
  readonly palette: Buffer | undefined
  /** tRNS: alpha of palette entries, or the one colour that is transparent. */
  readonly transparency: Buffer | undefined
  /** The zlib stream of the pixels, from all IDAT chunks. */
  readonly compressed: Buffer
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** First bytes of formats that people have instead of PNG. */
const OTHER_FORMATS: readonly (readonly [name: string, start: string])[] = [
  ['a JPEG file', '\xff\xd8\xff'],
  ['a GIF file', 'GIF8'],
  ['a WebP file', 'RIFF'],
  ['a BMP file', 'BM'],
  ['a TIFF file', 'II*\0'],
  ['a TIFF file', 'MM\0*'],
  ['an SVG file', '<svg'],
  ['an SVG or other XML file', '<?xml'],
  ['a PDF file', '%PDF'],
]

/** Takes a PNG file apart, every checksum verified. Throws {@link PictureError} when it is no PNG or is broken. */
export function readPngChunks(file: Buffer, source: string): PngChunks {
  checkSignature(file, source)
  let header: PngHeader | undefined
  let palette: Buffer | undefined
  let transparency: Buffer | undefined
  const compressed: Buffer[] = []
  for (let offset = SIGNATURE.length; ; ) {
    const { type, data, next } = readChunk(file, offset, source)
    if ((header === undefined) !== (type === 'IHDR')) {
      throw new PictureError(source, `broken PNG: chunk ${type} at byte ${offset} is out of place`)
    }
    if (type === 'IHDR') header = parsePngHeader(data, source)
    else if (type === 'PLTE') palette = data
    else if (type === 'tRNS') transparency = data
    else if (type === 'IDAT') compressed.push(data)
    else if (type === 'IEND') break
    else if (type < 'a') throw new PictureError(source, `broken PNG: unknown chunk ${type} at byte ${offset}`)
    offset = next
  }
  if (header === undefined || compressed.length === 0) throw new PictureError(source, 'broken PNG: it has no pixels')
  return { header, palette, transparency, compressed: Buffer.concat(compressed) }
}

function checkSignature(file: Buffer, source: string): void {
  if (file.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return
  if (file.length === 0) throw new PictureError(source, 'expected a PNG file, received an empty file')
  const start = file.toString('latin1', 0, 16)
  const other = OTHER_FORMATS.find(([, bytes]) => start.startsWith(bytes))?.[0]
  throw new PictureError(source, `expected a PNG file, received ${other ?? 'something else'}; convert it to PNG first`)
}

/** One chunk: length, type, data, checksum over type and data. */
function readChunk(file: Buffer, offset: number, source: string): { type: string; data: Buffer; next: number } {
  const end = offset + 8 <= file.length ? offset + 8 + file.readUInt32BE(offset) : Number.POSITIVE_INFINITY
  if (end + 4 > file.length) {
    throw new PictureError(source, `truncated PNG: the chunk at byte ${offset} goes on past the end of the file`)
  }
  const type = file.toString('latin1', offset + 4, offset + 8)
  if (!/^[A-Za-z]{4}$/.test(type)) throw new PictureError(source, `broken PNG: no chunk at byte ${offset}`)
  if (crc32(file.subarray(offset + 4, end)) !== file.readUInt32BE(end)) {
    throw new PictureError(source, `broken PNG: wrong checksum of chunk ${type} at byte ${offset}`)
  }
  return { type, data: file.subarray(offset + 8, end), next: end + 4 }
}
