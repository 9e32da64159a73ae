import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { textWidth } from '../terminal/text-width.ts'
import { plainView } from '../testing/plain-view.ts'
import { runBlasnet } from '../testing/run-blasnet.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { writeToyData } from '../testing/toy-data.ts'
import { renderComparison } from './render.ts'

const folder = temporaryFolder()
const at = (...parts: string[]) => path.join(folder, ...parts)

beforeAll(async () => {
  await writeToyData(at('toy'))
  for (const [name, seed] of [
    ['a', '1'],
    ['b', '2'],
  ] as const) {
    const flags = ['--data', at('toy'), '--batch-size', '10', '--epochs', '4', '--seed', seed, '--quiet']
    await runBlasnet(['train', ...flags, '--hidden', '8', '--out', at(name)])
  }
})

const compare = (...args: string[]) => runBlasnet(['compare', ...args], { cwd: folder })
const readHistory = (run: string) => JSON.parse(readFileSync(at(run, 'history.json'), 'utf8'))

describe('blasnet compare', () => {
  it('prints a table, and writes it with figures into a new folder', async () => {
    const { code, stdout, stderr } = await compare('a', 'b')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const lines = stdout.split('\n')
    const accuracy = (run: string) => `${(readHistory(run).validation.at(-1).accuracy * 100).toFixed(2)} %`
    expect(lines[0]).toMatch(/^run {2}network .* parameters {2}epochs {2}validation accuracy/)
    expect(lines[2]).toMatch(/^a .*seed 1 +160 +4\.0 /)
    expect(lines[2]).toContain(accuracy('a'))
    expect(lines[3]).toMatch(/^b .*seed 2 +160 +4\.0 /)
    expect(lines[3]).toContain(accuracy('b'))
    expect(lines[5]).toBe('Saved in runs/comparison, figures as PNG too')
    const files = readdirSync(at('runs', 'comparison'))
    expect(files).toContain('comparison.md')
    const drawn = files.filter(name => name.endsWith('.svg'))
    expect(drawn).toContain('validation-accuracy.svg')
    for (const name of drawn) {
      expect(files).toContain(name.replace('.svg', '.png'))
      expect(lines.slice(6).join('\n')).toContain(name)
      expect(readFileSync(at('runs', 'comparison', name), 'utf8')).toMatch(/^<svg[\s\S]*<\/svg>\s*$/)
    }
    await compare('a')
    expect(readdirSync(at('runs')).sort()).toEqual(['comparison', 'comparison-2'])
  })

  it('prints one JSON document and nothing else for --json', async () => {
    const { stdout, stderr } = await compare('a', 'b', '--json', '--out', 'both')
    expect(stderr).toBe('')
    const { runs, files } = JSON.parse(stdout)
    const { validation, stopped, parameters, trainLoss, seconds } = readHistory('b')
    const { loss, accuracy, trainAccuracy } = validation.at(-1)
    expect(runs[1]).toMatchObject({
      ...{ name: 'b', folder: 'b', parameters, stopped, seconds },
      finalTrainLoss: trainLoss.at(-1),
      final: { loss, accuracy, trainAccuracy },
    })
    expect(runs[1].lowestLoss.loss).toBe(Math.min(...validation.map((point: { loss: number }) => point.loss)))
    expect(files[0]).toBe(at('both', 'comparison.md'))
    for (const file of files) expect(existsSync(file)).toBe(true)
  })

  it('does without a configuration', async () => {
    mkdirSync(at('bare'))
    writeFileSync(at('bare', 'history.json'), readFileSync(at('a', 'history.json')))
    const { code, stdout } = await compare('bare', 'b', '--out', 'three')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^bare /m)
  })

  it.each([
    [2, ['a', './a'], "compare: './a' is given twice"],
    [2, [], "compare: missing required argument 'run'; 'blasnet compare --help' shows what there is"],
    [1, ['none'], "cannot read the run 'none': no such file or directory"],
    [1, ['a/history.json'], "expected the folder of a run, received a file: 'a/history.json'"],
    [1, ['toy'], "cannot read 'toy/history.json': no such file or directory"],
  ])('exits %i for %j, having written nothing', async (code, args, message) => {
    const refused = await compare(...args, '--out', 'refused')
    expect(refused).toEqual({ code, signal: null, stdout: '', stderr: `blasnet: ${message}\n` })
    expect(existsSync(at('refused'))).toBe(false)
  })

  it('refuses a history that is damaged', async () => {
    mkdirSync(at('cut'))
    writeFileSync(at('cut', 'history.json'), readFileSync(at('a', 'history.json')))
    truncateSync(at('cut', 'history.json'), 50)
    const { code, stderr } = await compare('a', 'cut', '--out', 'refused')
    expect(code).toBe(1)
    expect(stderr).toMatch(/^blasnet: 'cut\/history\.json' is damaged: not JSON: .*\n$/)
    rmSync(at('cut'), { recursive: true })
  })
})

describe('renderComparison', () => {
  const columns = ['run', 'network', 'parameters', 'epochs', 'validation accuracy', 'best', 'seconds']
  const table = {
    columns: columns.map((title, index) => ({ title, align: index < 2 ? ('left' as const) : ('right' as const) })),
    rows: [['baseline-1', '64, sigmoid, α 0.1, seed 1', '50,880', '45.4', '91.63 %', '91.80 %', '23']],
  }
  const files = ['runs/comparison/comparison.md', 'runs/comparison/loss.svg', 'runs/comparison/loss.png']

  it.each([
    [79, 'run         network                     parameters  epochs    accuracy     best'],
    [49, 'run         parameters  epochs    accuracy'],
    [30, 'run         epochs    accuracy'],
  ])('leaves out what says least in %i columns', (width, titles) => {
    const lines = renderComparison(table, files, plainView(width))
    expect(lines[1]).toBe(titles)
    for (const line of lines.slice(0, 4)) expect(textWidth(line)).toBeLessThanOrEqual(width)
    expect(lines.at(-1)).toBe('  comparison.md · loss.svg')
  })
})
