import type { PictureColours } from './picture-colours.ts'

/** Red, green and blue, 0 … 255 each. */
export type Rgb = readonly [red: number, green: number, blue: number]

const WHITE = '38;5;231'
/** Levels of each channel among the 256 colours. */
const CUBE = [0, 95, 135, 175, 215, 255]

/** Text in white on a ground of its own, for dark and light terminals alike; as it is where there are no such colours. */
export function onGround(text: string, colour: Rgb, colours: PictureColours): string {
  if (colours === 'none') return text
  const ground = colours === '24-bit' ? `2;${colour.map(Math.round).join(';')}` : `5;${cubeIndex(colour)}`
  return `\x1b[${WHITE};48;${ground}m${text}\x1b[0m`
}

/** A colour between two, at `share` of the way. */
export function between(from: Rgb, to: Rgb, share: number): Rgb {
  const mix = (channel: 0 | 1 | 2) => from[channel] + (to[channel] - from[channel]) * share
  return [mix(0), mix(1), mix(2)]
}

function cubeIndex([red, green, blue]: Rgb): number {
  return 16 + 36 * nearest(red) + 6 * nearest(green) + nearest(blue)
}

function nearest(value: number): number {
  return CUBE.reduce((best, level, i) => (Math.abs(level - value) < Math.abs(CUBE[best]! - value) ? i : best), 0)
}
