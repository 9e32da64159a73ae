import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Document } from '../results/document.ts'
import { readDocument } from '../results/read-document.ts'
import { writeDocument } from '../results/write-document.ts'
import { documentOf, resultOf } from '../testing/documents.ts'
import { runBench } from '../testing/run-bench.ts'
import { textProblems } from '../testing/svg-texts.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'

const folder = temporaryFolder()
const small = ['--quick', '--rounds', '1']

/** Every result of a run has as many samples as rounds, each above zero. */
function expectSamples({ results }: Document, rounds: number): void {
  expect(results.length).toBeGreaterThan(1)
  for (const { id, seconds } of results) expect(seconds, id).toHaveLength(rounds)
}

describe('bench step', () => {
  it('prints a row for each path and number of threads', async () => {
    const { code, stdout, stderr } = await runBench(['step', ...small, '--threads', '1,2', '--path', 'dense,sparse'])
    expect(stderr).toBe('')
    expect(code).toBe(0)
    expect(stdout).toContain('784-64-10, batch 32, float32, momentum 0.9, 204.5 kFLOP a sample, 1 round in turn')
    expect(stdout.match(/^(dense|sparse) +[12] +\d+\.\d /gm)).toHaveLength(4)
    expect(stdout.match(/^sgemm 1024³ +[12] +\d+\.\d$/gm)).toHaveLength(2)
  })

  it('--json prints the document and nothing else', async () => {
    const { code, stdout } = await runBench(['step', '--quick', '--rounds', '2', '--hidden', '16,16', '--json'])
    expect(code).toBe(0)
    const document = JSON.parse(stdout) as Document
    expect(document.command).toContain('--json')
    expect(document.results.map(({ id }) => id)).toEqual([
      'step/train/784-16-16-10/b32/f32/t1',
      'step/peak/gemm-1024/f32/t1',
    ])
    expectSamples(document, 2)
  })
})

describe('bench depth', () => {
  it('writes the document and the figures', async () => {
    const out = join(folder, 'depth')
    const lists = ['--depths', '1,2,4', '--widths', '16', '--batch-sizes', '32', '--threads', '1']
    const { code, stdout } = await runBench(['depth', ...small, ...lists, '--out', out])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^784-16x4-10 /m)
    expect(stdout).toMatch(/^inference +depth 1 … 4 +width 16, batch 32, float32, t1 /m)
    const document = await readDocument(join(out, 'bench.json'))
    expect(document.results).toHaveLength(3 * 2 + 2)
    expectSamples(document, 1)
    const figures = readdirSync(out).filter(name => name.endsWith('.svg'))
    expect(figures).toEqual(expect.arrayContaining(['depth-throughput.svg', 'depth-growth-training.svg']))
    for (const name of figures) expect(textProblems(readFileSync(join(out, name), 'utf8')), name).toEqual([])
  })
})

describe('bench kernels', () => {
  it('times every kernel and product', async () => {
    const { code, stdout } = await runBench(['kernels', ...small])
    expect(code).toBe(0)
    for (const kernel of ['sigmoid', 'relu backward', 'softmax cross-entropy', 'sgd', 'gather']) {
      expect(stdout).toMatch(new RegExp(`^${kernel} +\\S+ +[\\d.]+ µs`, 'm'))
    }
    expect(stdout).toMatch(/^input gradient +32×64×10 +784-64-10 /m)
    expect(stdout).toMatch(/^copy of 128 MiB, 1 thread: [\d.]+ GB\/s/m)
  })

  it('says in a line what is missing for C', async () => {
    const { code, stdout } = await runBench(['kernels', ...small], { env: { CC: '/no/compiler' } })
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /^Without plain CBLAS calls from C: there is no (C compiler \(\/no\/compiler\)|pkg-config)\.$/m,
    )
  })
})

describe('bench scale', () => {
  it('compares with one thread and with one network', async () => {
    const { code, stdout } = await runBench(['scale', ...small, '--threads', '2', '--networks', '2'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^784-64-10, batch 32 +1 +1 +[\d,.]+ +0\.0 +1\.00 +100$/m)
    expect(stdout).toMatch(/^784-64-10, batch 32 +2 +[12] +[\d,.]+ +0\.0 +\d\.\d\d +[\d.]+$/m)
    expect(stdout).toMatch(/^784-64-10, dense +1 /m)
  })
})

describe('bench all', () => {
  it('runs the suites that are asked for, one after the other, also as bench alone', async () => {
    const out = join(folder, 'all')
    const { code, stdout } = await runBench([...small, '--suites', 'scale,step', '--out', out])
    expect(code).toBe(0)
    expect(stdout.indexOf('first layer')).toBeLessThan(stdout.indexOf('several networks training at once'))
    const document = await readDocument(join(out, 'bench.json'))
    expect(new Set(document.results.map(({ suite }) => suite))).toEqual(new Set(['step', 'scale']))
    expect(document.interrupted).toBeUndefined()
    expect(existsSync(join(out, 'scale.svg'))).toBe(true)
  })
})

describe('Ctrl-C', () => {
  it('ends at once with 130 and writes what was measured', async () => {
    const out = join(folder, 'interrupted')
    const args = ['step', '--rounds', '1000', '--out', out]
    const { code, stdout, stderr, milliseconds } = await runBench(args, { signal: { name: 'SIGINT', after: 2500 } })
    expect(code).toBe(130)
    expect(milliseconds).toBeLessThan(1500)
    expect(stderr).toContain('bench: interrupted')
    expect(stdout).toContain('first layer')
    const document = await readDocument(join(out, 'bench.json'))
    expect(document.interrupted).toBe(true)
    expect(document.results[0]?.seconds.length).toBeGreaterThan(0)
    expect(document.results[0]?.seconds.length).toBeLessThan(1000)
  })
})

describe('bench compare', () => {
  const [before, after] = [join(folder, 'before.json'), join(folder, 'after.json')]
  const row = (seconds: number) => [1, 1.01, 0.99, 1.005, 0.995].map(one => one * seconds)

  it('exits 1 on a regression past the threshold, 0 without', async () => {
    await writeDocument(before, documentOf([resultOf('a', row(1))]))
    await writeDocument(after, documentOf([resultOf('a', row(1.1))]))
    const regression = await runBench(['compare', before, after])
    expect(regression.stdout).toContain('! 1 regression past 5 %.')
    expect(regression.code).toBe(1)
    const tolerated = await runBench(['compare', before, after, '--threshold', '20%', '--json'])
    expect(JSON.parse(tolerated.stdout)).toMatchObject({ changes: [{ id: 'a', verdict: 'slower', regression: false }] })
    expect(tolerated.code).toBe(0)
  })

  it('exits 1 naming a file that is no document', async () => {
    const broken = join(folder, 'broken.json')
    writeFileSync(broken, '{"format": "blasnet-bench", "version": 1,')
    const { code, stdout, stderr } = await runBench(['compare', broken, broken])
    expect(code).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toContain(`bench: ${broken}: expected a JSON document`)
    expect(stderr).toContain('cut off')
  })
})

describe('wrong usage exits 2 with one line', () => {
  it.each([
    [['nothing'], "unknown command 'nothing'"],
    [['--nothing'], "unknown option '--nothing'"],
    [['step', '--round', '3'], "unknown option '--round' (Did you mean --rounds?)"],
    [['step', '--hidden'], "option '--hidden <widths>' argument missing"],
    [['step', '--hidden='], '--hidden: expected an integer at least 1 and at most 65536, received ""'],
    [['step', '--rounds', '1', '--rounds', '2'], '--rounds: expected to be given once, received "2"'],
    [['step', '--batch-size', '9'.repeat(30)], '--batch-size: expected an integer at least 1 and at most 20000'],
    [['step', '--momentum', '1'], '--momentum: expected a finite number at least 0 and below 1, received 1'],
    [['step', '--out', '/dev/null'], '--out: expected a folder that can be written (ENOTDIR), received "/dev/null"'],
    [['depth', '--depths', '1,1'], '--depths: expected every value once, received "1,1"'],
    [['depth', '--activation', 'swish'], "--activation: expected one of 'sigmoid', 'improved-sigmoid', 'tanh',"],
    [['depth', '--depths', '1000', '--widths', '60000'], '--depths, --widths and --dtypes: expected networks that fit'],
    [['kernels', 'gemm'], "too many arguments for 'kernels'. Expected 0 arguments but got 1"],
    [['scale', '--networks', '0'], '--networks: expected an integer at least 1 and at most 1024, received 0'],
    [['all', '--suites', 'speed'], "--suites: expected one of 'step', 'depth', 'kernels', 'scale', "],
    [['compare', 'a.json'], "missing required argument 'new'"],
    [
      ['compare', 'a', 'b', '--threshold', 'x'],
      '--threshold: expected a percentage from 0 to 1000, like 5%, received "x"',
    ],
  ])('%j', async (args, message) => {
    const { code, stderr } = await runBench(args)
    expect(stderr.startsWith(`bench: ${message}`), stderr).toBe(true)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(code).toBe(2)
  })
})

describe('help', () => {
  it.each([['--help'], ['step', '--help'], ['depth', '--help'], ['compare', '--help'], ['all', '-h']])(
    '%s',
    async (...args) => {
      const { code, stdout, stderr } = await runBench(args)
      expect(code).toBe(0)
      expect(stderr).toBe('')
      expect(stdout).toMatch(/^Usage: bench/)
    },
  )
})
