import type { GreyPicture } from './grey-picture.ts'

/** Which source pixels one target pixel covers, and how much of it each fills. */
interface Cover {
  readonly first: number
  /** Share of the target pixel's extent, one for each source pixel from `first`; their sum is below 1 at a margin. */
  readonly weights: Float64Array
}

/**
 * Resizes a picture to side × side pixels: each is the mean of the area it covers. A picture that is not square is
 * centred on a square of `margin` first, so that nothing is stretched.
 *
 * @param margin grey value beside the picture
 * @returns [side · side] grey values, 0 … 255, not rounded
 */
export function areaAverage(picture: GreyPicture, side: number, margin: number): Float64Array {
  const { width, height, values } = picture
  const extent = Math.max(width, height)
  const columns = covers(width, extent, side)
  const rows = covers(height, extent, side)
  const across = new Float64Array(height * side)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < side; x++) {
      const { first, weights } = columns[x]!
      let sum = 0
      for (let i = 0; i < weights.length; i++) sum += weights[i]! * values[y * width + first + i]!
      across[y * side + x] = sum
    }
  }
  const out = new Float64Array(side * side)
  for (let y = 0; y < side; y++) {
    const { first, weights } = rows[y]!
    for (let x = 0; x < side; x++) {
      let sum = 0
      for (let i = 0; i < weights.length; i++) sum += weights[i]! * across[(first + i) * side + x]!
      const covered = total(weights) * total(columns[x]!.weights)
      out[y * side + x] = sum + (1 - covered) * margin
    }
  }
  return out
}

/** One axis: `size` source pixels centred in `extent`, cut into `side` equal parts. */
function covers(size: number, extent: number, side: number): Cover[] {
  const scale = extent / side
  const offset = (extent - size) / 2
  return Array.from({ length: side }, (_, i) => {
    const from = Math.min(size, Math.max(0, i * scale - offset))
    const to = Math.min(size, Math.max(0, (i + 1) * scale - offset))
    const first = Math.floor(from)
    const weights = new Float64Array(Math.max(0, Math.ceil(to) - first))
    for (let k = 0; k < weights.length; k++) {
      const pixel = first + k
      weights[k] = (Math.min(to, pixel + 1) - Math.max(from, pixel)) / scale
    }
    return { first, weights }
  })
}

function total(weights: Float64Array): number {
  let sum = 0
  for (const weight of weights) sum += weight
  return sum
}
