import { expect, test } from 'vitest'
import { accuracyCommand, accuracyOptions } from './accuracy.ts'

/** What the command makes of its arguments. */
async function parse(...args: string[]) {
  const command = accuracyCommand()
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
  let flags: Parameters<typeof accuracyOptions>[0] | undefined
  command.action(given => {
    flags = given
  })
  await command.parseAsync(args, { from: 'user' })
  return accuracyOptions(flags as NonNullable<typeof flags>)
}

test('by default three networks, five seeds and four targets', async () => {
  const { settings, ...rest } = await parse()
  expect(settings.map(({ hidden, batchSize, dtype }) => [hidden, batchSize, dtype])).toEqual([
    [[64], 32, 'float32'],
    [[256], 32, 'float32'],
    [[512], 64, 'float32'],
  ])
  expect(rest).toEqual({
    seeds: [1, 2, 3, 4, 5],
    targets: [0.9, 0.95, 0.97, 0.98],
    epochs: 15,
    validationsPerEpoch: 5,
    threads: undefined,
  })
})

test('flags say otherwise', async () => {
  const options = await parse(
    ...['--hidden', '30,20', '--activation', 'tanh', '--batch-size', '16', '--learning-rate', '0.5', '--momentum', '0'],
    ...[
      '--dtype',
      'float64',
      '--targets',
      '99.5, 80',
      '--seeds',
      '2',
      '--epochs',
      '3',
      '--validations',
      '1',
      '--threads',
      '2',
    ],
  )
  expect(options).toEqual({
    settings: [
      { hidden: [30, 20], activation: 'tanh', batchSize: 16, learningRate: 0.5, momentum: 0, dtype: 'float64' },
    ],
    ...{ seeds: [1, 2], targets: [0.8, 0.995], epochs: 3, validationsPerEpoch: 1, threads: 2 },
  })
})

test.each([
  [['--networks', 'tiny'], `--networks: expected one of 'study', 'medium', 'large', received "tiny"`],
  [['--networks', 'study', '--hidden', '5'], '--networks: expected to be given without --hidden, received "study"'],
  [['--learning-rate', '5'], '--learning-rate: expected --hidden beside it, received "5"'],
  [['--batch-size', '5'], '--batch-size: expected --hidden beside it, received "5"'],
  [
    ['--hidden', '5', '--batch-size', '0'],
    '--batch-size: expected an integer at least 1 and at most 60000, received 0',
  ],
  [['--hidden', '5', '--activation', 'elu'], `--activation: expected one of 'relu'`],
  [['--targets', ''], '--targets: expected a finite number above 0 and at most 100, received ""'],
  [['--targets', '0'], '--targets: expected a finite number above 0 and at most 100, received 0'],
  [['--targets', '101'], '--targets: expected a finite number above 0 and at most 100, received 101'],
  [['--targets', '90,90.0'], '--targets: expected every value once, received "90,90.0"'],
  [['--seeds', '0'], '--seeds: expected an integer at least 1 and at most 1000, received 0'],
  [['--epochs', '1.5'], '--epochs: expected an integer at least 1 and at most 10000, received "1.5"'],
  [['--validations', 'x'], '--validations: expected an integer at least 1 and at most 1000, received "x"'],
  [['--threads', '1025'], '--threads: expected an integer at least 1 and at most 1024, received 1025'],
  [['--momentum', '-1'], '--momentum: expected a finite number at least 0 and below 1, received -1'],
])('refuses %o', async (args, message) => {
  await expect(parse(...args)).rejects.toThrow(message)
})
