import type { Picture } from './picture.ts'

/** A picture at most `width` pixels wide: blocks of k × k pixels become their mean, k the smallest that does it. */
export function shrinkToWidth(picture: Picture, width: number): Picture {
  const k = Math.ceil(picture.width / Math.max(1, width))
  if (k <= 1) return picture
  const columns = Math.ceil(picture.width / k)
  const rows = Math.ceil(picture.height / k)
  const pixels = Float64Array.from({ length: columns * rows }, (_, i) =>
    blockMean(picture, (i % columns) * k, Math.floor(i / columns) * k, k),
  )
  return { width: columns, height: rows, pixels }
}

/** The mean of a block; at the right and lower edges, of what there is of it. */
function blockMean({ width, height, pixels }: Picture, left: number, top: number, k: number): number {
  let sum = 0
  let count = 0
  for (let y = top; y < Math.min(height, top + k); y++) {
    for (let x = left; x < Math.min(width, left + k); x++) {
      sum += pixels[y * width + x]!
      count++
    }
  }
  return sum / count
}
