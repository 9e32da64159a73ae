import { describe, expect, it } from 'vitest'
import { drawPicture } from './picture.ts'

const ESC = '\x1b'

describe('drawPicture without colours', () => {
  it('has a character for every brightness', () => {
    const pixels = [0, 26, 52, 77, 103, 128, 154, 180, 205, 231, 255]
    expect(drawPicture({ width: 11, height: 1, pixels }, 'none')).toEqual([' .:-=+*#%@@'])
  })

  it('takes the mean of two rows', () => {
    const pixels = [0, 255, 255, 0, 255, 0, 255, 0, 30, 255, 40, 30]
    expect(drawPicture({ width: 3, height: 4, pixels }, 'none')).toEqual([' @=', '@ .'])
  })

  it('draws an odd last row as it is', () => {
    expect(drawPicture({ width: 2, height: 1, pixels: [255, 0] }, 'none')).toEqual(['@ '])
  })
})

describe('drawPicture with colours', () => {
  const picture = { width: 3, height: 2, pixels: [0, 0, 255, 128, 128, 4] }

  it('puts two pixels into a character, 24-bit', () => {
    expect(drawPicture(picture, '24-bit')).toEqual([
      `${ESC}[38;2;0;0;0;48;2;128;128;128m▀▀${ESC}[38;2;255;255;255;48;2;4;4;4m▀${ESC}[0m`,
    ])
  })

  it('rounds to the greys of 256 colours', () => {
    expect(drawPicture(picture, '256')).toEqual([`${ESC}[38;5;16;48;5;244m▀▀${ESC}[38;5;231;48;5;232m▀${ESC}[0m`])
  })

  it('leaves the lower half of an odd last row to the background', () => {
    expect(drawPicture({ width: 1, height: 3, pixels: [1, 2, 3] }, '24-bit')).toEqual([
      `${ESC}[38;2;1;1;1;48;2;2;2;2m▀${ESC}[0m`,
      `${ESC}[38;2;3;3;3;49m▀${ESC}[0m`,
    ])
  })
})
