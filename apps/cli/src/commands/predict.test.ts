import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Network } from '@blasnet/core'
import { loadIdxFolder } from '@blasnet/datasets'
import { encode } from 'fast-png'
import { beforeAll, describe, expect, it } from 'vitest'
import { runBlasnet } from '../testing/run-blasnet.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { writeToyData } from '../testing/toy-data.ts'
import { saveToyRun } from '../testing/toy-model.ts'

const folder = temporaryFolder()
let network: Network
let digit: Uint8Array
beforeAll(async () => {
  const data = join(folder, 'toys')
  await writeToyData(data)
  await mkdir(join(folder, 'run'))
  network = await saveToyRun(data, join(folder, 'run'))
  digit = (await loadIdxFolder(data)).test.inputs.slice(16, 32) as Uint8Array
  await writePng('same.png', 4, digit)
  // Each pixel as a block of 5 × 5, dark on light.
  const large = Uint8Array.from(
    { length: 400 },
    (_, i) => 255 - digit[Math.floor(i / 100) * 4 + Math.floor((i % 20) / 5)]!,
  )
  await writePng('large.png', 20, large)
  await writeFile(join(folder, 'text.png'), 'hello')
})

function writePng(name: string, side: number, data: Uint8Array): Promise<void> {
  return writeFile(join(folder, name), encode({ width: side, height: side, channels: 1, depth: 8, data }))
}

const predict = (...args: string[]) => runBlasnet(['predict', ...args], { cwd: folder })

describe('PNG files', () => {
  it('become what the network reads', async () => {
    const { code, stdout, stderr } = await predict('run', 'same.png', 'large.png', '--json')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const { model, images } = JSON.parse(stdout)
    const { probabilities } = await network.predict(digit)
    expect(model).toBe('run/model.safetensors')
    expect(images.map((image: { file: string }) => image.file)).toEqual(['same.png', 'large.png'])
    for (const image of images) {
      expect(image).toMatchObject({ predicted: 1, probability: probabilities[1], probabilities: [...probabilities] })
    }
    expect(images.map((image: { preparation: { inverted: boolean } }) => image.preparation.inverted)).toEqual([
      false,
      true,
    ])
  })

  it('are inverted as asked', async () => {
    const { stdout } = await predict('run', 'same.png', '--invert', 'yes', '--json')
    const { probabilities } = await network.predict(digit.map(value => 255 - value))
    expect(JSON.parse(stdout).images[0].probabilities).toEqual([...probabilities])
  })
})

describe('images of a data set', () => {
  it('are taken by index, from what the model was trained on', async () => {
    const { stdout } = await predict('run', '--index', '1,11,3-4', '--json')
    const images = JSON.parse(stdout).images as { index: number; label: number; predicted: number; correct: boolean }[]
    expect(images.map(({ index, label, predicted, correct }) => [index, label, predicted, correct])).toEqual([
      [1, 1, 1, true],
      [11, 2, 2, true],
      [3, 0, 0, true],
      [4, 1, 1, true],
    ])
  })

  it('may come from another part or data set', async () => {
    await writeToyData(join(folder, 'other'), { trainLabels: [2, 0], pixel: () => 9 })
    const { stdout } = await predict('run', '--data', 'other', '--split', 'train', '--index', '0', '--json')
    expect(JSON.parse(stdout).images[0]).toMatchObject({ data: 'other', split: 'train', index: 0, label: 2 })
  })

  it('are drawn without colours where output is no terminal', async () => {
    const { stdout } = await predict('run', '--index', '1,2')
    const lines = stdout.split('\n')
    expect(lines[0]).toMatch(/^[ .:=+*#%@-]{4} {2}\S+toys test 1$/)
    expect(lines[1]?.slice(6)).toBe('▸ predicted 1')
    expect(lines[2]?.slice(6)).toBe('✓ right')
    expect(lines.at(-2)).toBe('✓ 2 of 2 right')
    expect(stdout).not.toContain('\x1b')
  })

  it('are drawn with half blocks where colours are wanted', async () => {
    const { stdout } = await runBlasnet(['predict', 'run', '--index', '1'], { cwd: folder, env: { FORCE_COLOR: '3' } })
    const [top] = stdout.split('\n')
    const codes = [0, 1, 2, 3].map(x => {
      const grey = (value: number) => `2;${value};${value};${value}`
      return `38;${grey(digit[x]!)};48;${grey(digit[4 + x]!)}`
    })
    expect(top?.startsWith(`${codes.map(code => `\x1b[${code}m▀`).join('')}\x1b[0m`)).toBe(true)
  })
})

describe('what is refused', () => {
  it.each([
    [2, ['run'], 'predict: expected PNG files, or --index for images of a data set'],
    [2, ['run', 'same.png', '--split', 'test'], '--split: expected --index with it, as --index 0-9'],
    [2, ['run', 'same.png', '--data', 'mnist'], '--data: expected --index with it, as --index 0-9'],
    [
      2,
      ['run', '--index', '1', '--invert', 'no'],
      '--invert: expected PNG files with it; images of a data set are taken as they are',
    ],
    [2, ['run', '--index', '5-3'], '--index: expected ranges that run upwards, received "5-3"'],
    [2, ['run', '--index', '12'], '--index: expected indices below 12, the number of samples, received 12'],
    [2, ['run', 'same.png', '--invert', 'maybe'], "--invert: expected one of 'auto', 'yes', 'no', received \"maybe\""],
    [1, ['run', 'none.png'], 'none.png: no such file or directory'],
    [
      1,
      ['run', 'same.png', 'text.png'],
      'text.png: expected a PNG file, received something else; convert it to PNG first',
    ],
    [1, ['run', 'toys'], 'toys: expected a PNG file, received a folder'],
  ])('exits %i for %j', async (code, args, message) => {
    expect(await predict(...args, '--json')).toEqual({
      code,
      signal: null,
      stdout: '',
      stderr: `blasnet: ${message}\n`,
    })
  })

  it('is a file for a network whose inputs are no square', async () => {
    await writeToyData(join(folder, 'oblong'), { image: [3, 5] })
    await mkdir(join(folder, 'oblong-run'))
    await saveToyRun(join(folder, 'oblong'), join(folder, 'oblong-run'))
    const { code, stderr } = await predict('oblong-run', 'same.png')
    expect(code).toBe(1)
    expect(stderr).toBe(
      'blasnet: the model takes 15 inputs, which is no square picture; PNG files need one with 784 (28 × 28) or another square\n',
    )
    expect((await predict('oblong-run', '--index', '0')).code).toBe(0)
  })
})
