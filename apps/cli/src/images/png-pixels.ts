import { inflateSync } from 'node:zlib'
import { PictureError } from './picture-error.ts'
import { undoFilter } from './png-filters.ts'
import type { PngHeader } from './png-header.ts'

/** A rectangle of the picture's pixels, every xStep-th of every yStep-th line, stored as a picture of its own. */
interface Pass {
  readonly x: number
  readonly y: number
  readonly xStep: number
  readonly yStep: number
}

const WHOLE: readonly Pass[] = [{ x: 0, y: 0, xStep: 1, yStep: 1 }]
const ADAM7: readonly Pass[] = [
  { x: 0, y: 0, xStep: 8, yStep: 8 },
  { x: 4, y: 0, xStep: 8, yStep: 8 },
  { x: 0, y: 4, xStep: 4, yStep: 8 },
  { x: 2, y: 0, xStep: 4, yStep: 4 },
  { x: 0, y: 2, xStep: 2, yStep: 4 },
  { x: 1, y: 0, xStep: 2, yStep: 2 },
  { x: 0, y: 1, xStep: 1, yStep: 2 },
]

/**
 * Unpacks the pixels of a PNG and calls `visit` for each with its samples, 0 … 2^depth − 1 as stored. The order of
 * the pixels is the file's, which interlacing mixes; `samples` is reused between calls.
 */
export function visitPixels(
  header: PngHeader,
  compressed: Buffer,
  source: string,
  visit: (index: number, samples: Uint16Array) => void,
): void {
  const bits = header.depth * header.channels
  const step = Math.max(1, bits >> 3)
  const passes = (header.interlaced ? ADAM7 : WHOLE).map(pass => {
    const columns = Math.ceil((header.width - pass.x) / pass.xStep)
    const rows = Math.ceil((header.height - pass.y) / pass.yStep)
    return { ...pass, columns, rows: columns > 0 ? rows : 0, bytes: Math.ceil((columns * bits) / 8) }
  })
  const size = passes.reduce((sum, pass) => sum + pass.rows * (1 + pass.bytes), 0)
  const data = inflate(compressed, size, source)
  const samples = new Uint16Array(header.channels)
  let offset = 0
  for (const pass of passes) {
    let above: Buffer = Buffer.alloc(0)
    for (let row = 0; row < pass.rows; row++) {
      const line = data.subarray(offset + 1, offset + 1 + pass.bytes)
      undoFilter(data[offset]!, line, above, step, source)
      const start = (pass.y + row * pass.yStep) * header.width + pass.x
      for (let column = 0; column < pass.columns; column++) {
        readSamples(line, column, header.depth, samples)
        visit(start + column * pass.xStep, samples)
      }
      above = line
      offset += 1 + pass.bytes
    }
  }
}

/** Inflates to exactly `size` bytes: a stream that grows without end is cut off, a short one is an error. */
function inflate(compressed: Buffer, size: number, source: string): Buffer {
  let data: Buffer
  try {
    data = inflateSync(compressed, { maxOutputLength: size })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const problem = code === 'ERR_BUFFER_TOO_LARGE' ? 'more pixels than its header says' : message
    throw new PictureError(source, `broken PNG: ${problem}`, { cause: error })
  }
  if (data.length === size) return data
  throw new PictureError(source, `broken PNG: ${data.length} bytes of pixels, expected ${size}`)
}

/** The samples of one pixel; below 8 bits a byte holds several pixels, the leftmost in the high bits. */
function readSamples(line: Buffer, column: number, depth: number, samples: Uint16Array): void {
  const first = column * samples.length
  for (let channel = 0; channel < samples.length; channel++) {
    const i = first + channel
    if (depth === 8) samples[channel] = line[i]!
    else if (depth === 16) samples[channel] = line.readUInt16BE(2 * i)
    else {
      const bit = i * depth
      samples[channel] = (line[bit >> 3]! >> (8 - depth - (bit & 7))) & ((1 << depth) - 1)
    }
  }
}
