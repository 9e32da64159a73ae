import { describe, expect, it } from 'vitest'
import { paletteSize } from '../../catalogue/network.ts'
import { colorDistance, contrast, visionKinds } from './color-vision.ts'
import { darkSeries, dashes, lightSeries, rampColors } from './palette.ts'
import { colorVariables, fileTheme, layerPaint, pageTheme } from './theme.ts'

function closest(colors: readonly string[], vision: (typeof visionKinds)[number]): number {
  const distances = colors.flatMap((a, index) => colors.slice(index + 1).map(b => colorDistance(a, b, vision)))
  return Math.min(...distances)
}

describe('colour vision', () => {
  it('simulates what it is said to', () => {
    // Red and green of the same lightness are told apart by normal sight, hardly without green cones.
    expect(colorDistance('#b35c00', '#5d8000')).toBeGreaterThan(15)
    expect(colorDistance('#b35c00', '#5d8000', 'deuteranopia')).toBeLessThan(8)
    for (const vision of visionKinds) {
      expect(colorDistance('#000000', '#ffffff', vision)).toBeCloseTo(100, 0)
      expect(colorDistance('#123456', '#123456', vision)).toBe(0)
    }
  })

  it('measures contrast as WCAG does', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 10)
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  })
})

describe.each([
  ['light', lightSeries, '#ffffff', 9],
  ['dark', darkSeries, '#15181d', 8],
] as const)('palette on %s', (_, colors, ground, apart) => {
  it.each(visionKinds)('tells any two networks apart with %s', vision => {
    expect(closest(colors, vision)).toBeGreaterThan(apart)
  })

  it('stands out from the ground', () => {
    for (const color of colors) expect(contrast(color, ground), color).toBeGreaterThan(3)
  })
})

describe('palette', () => {
  it('has a colour and a dash pattern for every slot', () => {
    expect(lightSeries).toHaveLength(paletteSize)
    expect(darkSeries).toHaveLength(paletteSize)
    expect(new Set(dashes.map(String)).size).toBe(paletteSize)
  })

  it.each(['light', 'dark'] as const)('colours of layers follow one another visibly on %s', theme => {
    const colors = rampColors(10, theme)
    expect(new Set(colors).size).toBe(10)
    for (let index = 1; index < colors.length; index++)
      expect(colorDistance(colors[index - 1]!, colors[index]!)).toBeGreaterThan(4)
    for (const color of colors) expect(contrast(color, theme === 'light' ? '#ffffff' : '#15181d')).toBeGreaterThan(2.3)
  })
})

describe('themes', () => {
  it('name the same paints', () => {
    const light = colorVariables('light')
    expect(light).toContain(`--s3:${fileTheme('s3')}`)
    expect(pageTheme('s3')).toBe('var(--s3)')
    const names = (text: string) => text.split(';').map(entry => entry.split(':')[0])
    expect(names(colorVariables('dark'))).toEqual(names(light))
  })

  it('text is readable on both grounds', () => {
    const values = (theme: 'light' | 'dark') =>
      Object.fromEntries(
        colorVariables(theme)
          .split(';')
          .map(entry => entry.split(':') as [string, string]),
      )
    for (const theme of ['light', 'dark'] as const) {
      const colors = values(theme)
      expect(contrast(colors['--ink']!, colors['--surface']!)).toBeGreaterThan(12)
      expect(contrast(colors['--muted']!, colors['--surface']!)).toBeGreaterThan(4.5)
    }
  })

  it('layers go from the first paint to the last', () => {
    expect([0, 5, 9].map(layer => layerPaint(layer, 10))).toEqual(['l0', 'l6', 'l11'])
    expect(layerPaint(0, 1)).toBe('l0')
  })
})
