import { darkSeries, lightSeries, rampColors } from './palette.ts'

/** Most layers that have a colour of their own; deeper networks share. */
export const rampSize = 12

/** Every colour of a figure by name. */
export type Paint = 'ink' | 'muted' | 'grid' | 'axis' | 'surface' | `s${number}` | `l${number}`

const lightColors: Readonly<Record<string, string>> = {
  ink: '#1b1f24',
  muted: '#57606a',
  grid: '#e3e6ea',
  axis: '#8c959f',
  surface: '#ffffff',
  ...named('s', lightSeries),
  ...named('l', rampColors(rampSize, 'light')),
}

const darkColors: Readonly<Record<string, string>> = {
  ink: '#e6eaef',
  muted: '#a3acb8',
  grid: '#2b313a',
  axis: '#6b7582',
  surface: '#15181d',
  ...named('s', darkSeries),
  ...named('l', rampColors(rampSize, 'dark')),
}

/** Gives a colour its text in an SVG: `file` for images that stand alone, `page` for variables of the page. */
export type Theme = (paint: Paint) => string

export const fileTheme: Theme = paint => lightColors[paint]!
export const pageTheme: Theme = paint => `var(--${paint})`

/** The variables that `pageTheme` refers to, as CSS declarations. */
export function colorVariables(theme: 'light' | 'dark'): string {
  const colors = theme === 'light' ? lightColors : darkColors
  return Object.entries(colors)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';')
}

/** Paint of a layer among `count`. */
export function layerPaint(index: number, count: number): Paint {
  const position = count === 1 ? 0 : (index / (count - 1)) * (rampSize - 1)
  return `l${Math.round(position)}`
}

function named(prefix: string, colors: readonly string[]): Record<string, string> {
  return Object.fromEntries(colors.map((color, index) => [`${prefix}${index}`, color]))
}
