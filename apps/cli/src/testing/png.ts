import { crc32, deflateSync } from 'node:zlib'

/** A PNG file to be made for a test, written plainly from the specification. */
export interface PngRecipe {
  readonly width: number
  readonly height: number
  readonly depth: number
  readonly colourType: number
  /** [height · width · channels], 0 … 2^depth − 1 */
  readonly samples: readonly number[]
  readonly palette?: readonly number[]
  readonly transparency?: readonly number[]
  readonly interlaced?: boolean
  /** Filter of line n of a pass, n counting from 0. Default 0, none. */
  readonly filter?: (line: number) => number
}

export const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

export function makePng(recipe: PngRecipe): Buffer {
  const chunks = [SIGNATURE, makeHeader(recipe)]
  if (recipe.palette) chunks.push(makeChunk('PLTE', Buffer.from(recipe.palette)))
  if (recipe.transparency) chunks.push(makeChunk('tRNS', Buffer.from(recipe.transparency)))
  // In two pieces, as encoders that stream write it.
  const pixels = deflateSync(makeLines(recipe))
  const middle = pixels.length >> 1
  chunks.push(makeChunk('IDAT', pixels.subarray(0, middle)), makeChunk('IDAT', pixels.subarray(middle)))
  chunks.push(makeChunk('IEND', Buffer.alloc(0)))
  return Buffer.concat(chunks)
}

export function makeChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const chunk = Buffer.alloc(body.length + 8)
  chunk.writeUInt32BE(data.length, 0)
  body.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(body), body.length + 4)
  return chunk
}

export function makeHeader({
  width,
  height,
  depth,
  colourType,
  interlaced = false,
}: Omit<PngRecipe, 'samples'>): Buffer {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(width, 0)
  data.writeUInt32BE(height, 4)
  data.set([depth, colourType, 0, 0, interlaced ? 1 : 0], 8)
  return makeChunk('IHDR', data)
}

/** x, y, step across, step down of each pass */
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const

function makeLines(recipe: PngRecipe): Buffer {
  const { width, height, depth, samples, colourType, filter = () => 0 } = recipe
  const channels = CHANNELS[colourType]!
  const lines: Buffer[] = []
  for (const [left, top, across, down] of recipe.interlaced ? ADAM7 : ([[0, 0, 1, 1]] as const)) {
    let above: Buffer | undefined
    let n = 0
    for (let y = top; y < height; y += down) {
      const bits: number[] = []
      for (let x = left; x < width; x += across) {
        for (let c = 0; c < channels; c++) {
          const value = samples[(y * width + x) * channels + c]!
          for (let bit = depth - 1; bit >= 0; bit--) bits.push((value >> bit) & 1)
        }
      }
      if (bits.length === 0) continue
      const line = Buffer.alloc(Math.ceil(bits.length / 8))
      bits.forEach((bit, i) => {
        line[i >> 3]! |= bit << (7 - (i & 7))
      })
      lines.push(Buffer.from([filter(n)]), filtered(line, above, filter(n), Math.max(1, (depth * channels) >> 3)))
      above = line
      n++
    }
  }
  return Buffer.concat(lines)
}

function filtered(line: Buffer, above: Buffer | undefined, filter: number, step: number): Buffer {
  return Buffer.from(
    line.map((value, i) => value - predictor(line[i - step] ?? 0, above?.[i] ?? 0, above?.[i - step] ?? 0)),
  )

  function predictor(a: number, b: number, c: number): number {
    if (filter === 1) return a
    if (filter === 2) return b
    if (filter === 3) return Math.floor((a + b) / 2)
    if (filter !== 4) return 0
    const p = a + b - c
    const distances = [a, b, c].map(value => Math.abs(p - value))
    return [a, b, c][distances.indexOf(Math.min(...distances))]!
  }
}
