/** A colour as red, green and blue, 0 … 1 each, as in `#rrggbb`. */
export type Rgb = readonly [number, number, number]

export const visionKinds = ['normal', 'protanopia', 'deuteranopia', 'tritanopia'] as const
export type Vision = (typeof visionKinds)[number]

type Matrix = readonly [Rgb, Rgb, Rgb]

// Machado, Oliveira, Fernandes, A Physiologically-based Model for Simulation of Color Vision Deficiency, 2009,
// severity 1.0, on linear RGB.
const simulation: { readonly [vision in Exclude<Vision, 'normal'>]: Matrix } = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

// Björn Ottosson, OKLab, 2020: linear sRGB → LMS, and cube roots of LMS → L, a, b.
const toLms: Matrix = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
]
const toLab: Matrix = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
]

export function parseHex(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16)
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255]
}

/** Distance in OKLab, × 100: 2 is just noticeable side by side, 10 is easy to tell apart. */
export function colorDistance(first: string, second: string, vision: Vision = 'normal'): number {
  const [a, b] = [perceived(first, vision), perceived(second, vision)]
  return 100 * Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
}

/** WCAG contrast ratio, 1 … 21. */
export function contrast(first: string, second: string): number {
  const [a, b] = [luminance(first), luminance(second)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

function luminance(hex: string): number {
  const [red, green, blue] = linear(parseHex(hex))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function perceived(hex: string, vision: Vision): Rgb {
  const rgb = linear(parseHex(hex))
  const seen = vision === 'normal' ? rgb : map(times(simulation[vision], rgb), clamp)
  return times(toLab, map(times(toLms, seen), Math.cbrt))
}

function linear(rgb: Rgb): Rgb {
  return map(rgb, value => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value))
}

function map([a, b, c]: Rgb, f: (value: number) => number): Rgb {
  return [f(a), f(b), f(c)]
}

function times(matrix: Matrix, [x, y, z]: Rgb): Rgb {
  const row = (r: Rgb) => r[0] * x + r[1] * y + r[2] * z
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])]
}
