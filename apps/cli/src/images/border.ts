import type { GreyPicture } from './grey-picture.ts'

/** Mean grey value of the outermost pixels: what the picture's background most likely is. */
export function borderBrightness({ width, height, values }: GreyPicture): number {
  let sum = 0
  let count = 0
  for (let y = 0; y < height; y++) {
    const whole = y === 0 || y === height - 1
    // Of a line between, the first and the last pixel; they are one in a picture of width 1.
    const step = whole ? 1 : Math.max(1, width - 1)
    for (let x = 0; x < width; x += step) {
      sum += values[y * width + x]!
      count++
    }
  }
  return sum / count
}
