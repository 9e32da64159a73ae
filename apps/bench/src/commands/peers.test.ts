import { expect, test } from 'vitest'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { peersCommand, peersOptions } from './peers.ts'

const folder = temporaryFolder()

/** What the command makes of its arguments. */
async function parse(...args: string[]) {
  const command = peersCommand()
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
  let flags: Parameters<typeof peersOptions>[0] | undefined
  command.action(given => {
    flags = given
  })
  await command.parseAsync(args, { from: 'user' })
  return peersOptions(flags as NonNullable<typeof flags>)
}

test('by default both networks and the study, on one thread', async () => {
  const { workloads, peers, rounds, pace, programs } = await parse()
  expect(
    workloads.map(({ kind, hidden, batchSize, dtype, threads }) => [kind, hidden, batchSize, dtype, threads]),
  ).toEqual([
    ['training', [64], 32, 'float32', 1],
    ['training', [800, 800], 128, 'float32', 1],
    ['study', [64], 32, 'float32', 1],
    ['study', [64], 32, 'float64', 1],
  ])
  expect(new Set(workloads.map(({ learningRate, momentum }) => `${learningRate} ${momentum}`))).toEqual(
    new Set(['0.02 0.9']),
  )
  expect(new Set(peers.map(({ id }) => id)).size).toBe(peers.length)
  expect(peers.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['torch-eager', 'torch-compile', 'numpy', 'tfjs-cpu', 'tfjs-wasm', 'brain', 'sklearn']),
  )
  expect({ rounds, pace }).toEqual({ rounds: 9, pace: { sampleSeconds: 0.3, checkSteps: 100, checkSeconds: 20 } })
  expect(programs).toMatchObject({ python: 'python3', timeoutSeconds: 300 })
})

test('flags say otherwise', async () => {
  const { workloads, peers, programs, rounds } = await parse(
    ...['--hidden', '100,50', '--batch-size', '7', '--activation', 'relu', '--dtype', 'float64', '--threads', '1,2'],
    ...['--peers', 'numpy,torch-eager', '--node-modules', folder, '--python', process.execPath, '--rounds', '3'],
  )
  const common = {
    kind: 'training',
    hidden: [100, 50],
    batchSize: 7,
    activation: 'relu',
    dtype: 'float64',
    bias: 'all',
  }
  expect(workloads).toEqual([1, 2].map(threads => ({ ...common, threads, learningRate: 0.02, momentum: 0.9 })))
  // In the order of the catalogue.
  expect(peers.map(({ id }) => id)).toEqual(['torch-eager', 'numpy'])
  expect(programs).toMatchObject({ python: process.execPath, nodeModules: folder })
  expect(rounds).toBe(3)
})

test.each([
  [['--work', 'huge'], `--work: expected one of 'small', 'wide', 'study', received "huge"`],
  [['--work', 'small', '--hidden', '5'], '--work: expected to be given without --hidden, received "small"'],
  [['--batch-size', '5'], '--batch-size: expected --hidden beside it, received "5"'],
  [
    ['--hidden', '5', '--batch-size', '20001'],
    '--batch-size: expected an integer at least 1 and at most 20000, received 20001',
  ],
  [['--hidden', ''], '--hidden: expected an integer at least 1 and at most 65536, received ""'],
  [['--peers', 'numpy,keras'], `--peers: expected one of`],
  [['--peers', ''], `--peers: expected one of`],
  [['--activation', 'softmax'], `--activation: expected one of 'sigmoid', 'tanh', 'relu', received "softmax"`],
  [['--dtype', 'float16'], `--dtype: expected one of 'float32', 'float64', received "float16"`],
  [['--learning-rate', '0'], '--learning-rate: expected a finite number above 0, received 0'],
  [['--momentum', '1'], '--momentum: expected a finite number at least 0 and below 1, received 1'],
  [['--threads', '0'], '--threads: expected an integer at least 1 and at most 1024, received 0'],
  [['--seconds', '0'], '--seconds: expected a finite number above 0 and at most 60, received 0'],
  [['--timeout', 'x'], '--timeout: expected a finite number above 0 and at most 86400, received "x"'],
  [['--python', 'no-such-python'], '--python: expected a program, received "no-such-python"'],
  [['--python', folder], '--python: expected a program, received'],
  [['--python', ''], '--python: expected a program, received ""'],
  [['--node-modules', `${folder}/none`], '--node-modules: expected a folder, received'],
  [['--node-modules', ''], '--node-modules: expected a folder, received ""'],
])('refuses %o', async (args, message) => {
  await expect(parse(...args)).rejects.toThrow(message)
})
