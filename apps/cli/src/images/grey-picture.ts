/** A picture of one channel, 0 (black) … 255 (white), stored row by row. */
export interface GreyPicture {
  readonly width: number
  readonly height: number
  /** [height · width] */
  readonly values: Float32Array
}

/** Brightness of a colour, 0.299·R + 0.587·G + 0.114·B (ITU-R BT.601), of values as stored (gamma is left alone). */
export function luma(red: number, green: number, blue: number): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue
}
