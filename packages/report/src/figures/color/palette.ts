import type { paletteSize } from '../../catalogue/network.ts'

type Eight<T> = readonly [T, T, T, T, T, T, T, T] & { readonly length: typeof paletteSize }

/**
 * Colours of networks by slot. Started from the set of Okabe and Ito, darkened to a contrast of 3 on white, then moved
 * apart: any two differ by 9 or more in OKLab × 100 for normal sight and for each of three colour blindnesses.
 */
export const lightSeries: Eight<string> = [
  '#1b1f24',
  '#2b98f0',
  '#007f7c',
  '#c2410c',
  '#dd4fb8',
  '#3c2eb9',
  '#b58a12',
  '#770368',
]

/** The same hues on a dark ground; any two differ by 8 or more. */
export const darkSeries: Eight<string> = [
  '#eef2f6',
  '#6fd0fe',
  '#17a582',
  '#ff6a21',
  '#ffa8c0',
  '#7c60eb',
  '#f0d93c',
  '#c08cf0',
]

/** Dash patterns by slot, in stroke widths of 2.5: shape tells curves apart where colour does not, in a copy say. */
export const dashes: Eight<readonly number[]> = [
  [],
  [12, 4],
  [6, 3],
  [18, 3, 5, 3],
  [9, 3],
  [16, 3, 4, 3, 4, 3],
  [5, 2.5],
  [24, 4],
]

/** From the first layer to the last: dark violet over teal to orange, of even steps in lightness. */
const lightRamp = ['#3b0f70', '#2a5fa5', '#14908a', '#6aa51f', '#d08a00', '#c9401a']
const darkRamp = ['#b79cff', '#6fb4ff', '#3fd0b6', '#a6d94f', '#ffc23d', '#ff7a4d']

/** Colours of `count` layers. */
export function rampColors(count: number, theme: 'light' | 'dark'): string[] {
  const stops = theme === 'light' ? lightRamp : darkRamp
  return Array.from({ length: count }, (_, index) => {
    const position = count === 1 ? 0 : (index / (count - 1)) * (stops.length - 1)
    const below = Math.min(Math.floor(position), stops.length - 2)
    return mix(stops[below]!, stops[below + 1]!, position - below)
  })
}

function mix(first: string, second: string, share: number): string {
  const channel = (at: number) => {
    const [a, b] = [first, second].map(hex => Number.parseInt(hex.slice(at, at + 2), 16)) as [number, number]
    return Math.round(a + (b - a) * share)
      .toString(16)
      .padStart(2, '0')
  }
  return `#${channel(1)}${channel(3)}${channel(5)}`
}
