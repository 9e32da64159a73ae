import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { blasnetBin, runBlasnet } from './testing/run-blasnet.ts'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
const commands = ['train', 'report', 'gradcheck', 'evaluate', 'predict', 'inspect', 'compare', 'data']

describe('blasnet', () => {
  it.each([[['--help']], [['-h']], [['help']], [[]]])('%j prints the help and exits 0', async args => {
    const { code, stdout, stderr } = await runBlasnet(args)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^Usage: blasnet \[options\] \[command\]\n/)
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'))
  })

  it.each([[['--version']], [['-V']], [['train', '--version']]])('%j prints the version', async args => {
    expect(await runBlasnet(args)).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' })
  })

  it.each([
    [['tran'], "unknown command 'tran'; did you mean train?"],
    [['frobnicate'], "unknown command 'frobnicate'; 'blasnet --help' shows what there is"],
    [['help', 'trian'], "unknown command 'trian'; did you mean train?"],
    [['--debig'], "unknown option '--debig'; did you mean --debug?"],
    [['train', '--lerning-rate', '1'], "train: unknown option '--lerning-rate'; did you mean --learning-rate?"],
    [['train', '--frobnicate'], "train: unknown option '--frobnicate'; 'blasnet train --help' shows what there is"],
    [['train', 'mnist'], "train: expected 0 arguments, received 1; 'blasnet train --help' shows what there is"],
    [
      ['train', '--epochs'],
      "train: --epochs: expected <n>, received nothing; 'blasnet train --help' shows what there is",
    ],
    [['train', '--epochs', 'x'], '--epochs: expected an integer at least 1 and at most 2147483647, received "x"'],
    [['train', '--config', '/nope.json'], "--config: cannot read '/nope.json': no such file or directory"],
    [
      ['train', '--data', 'minst'],
      '--data: expected mnist, fashion-mnist or a directory of IDX files, received "minst"; did you mean mnist?',
    ],
  ])('%j exits 2 with one sentence', async (args, sentence) => {
    expect(await runBlasnet(args)).toEqual({ code: 2, signal: null, stdout: '', stderr: `blasnet: ${sentence}\n` })
  })

  it('shows where a refused command line comes from with --debug only', async () => {
    const { code, stderr } = await runBlasnet(['train', '--epochs', '0', '--debug'])
    expect(code).toBe(2)
    expect(stderr).toMatch(/^blasnet: --epochs: expected .*\nUsageError: --epochs: expected .*\n {4}at /)
  })

  it('takes --debug before the command too, and not what stands after --', async () => {
    expect((await runBlasnet(['--debug', 'train', '--epochs', '0'])).stderr).toContain('\n    at ')
    expect((await runBlasnet(['train', '--epochs', '0', '--', '--debug'])).stderr).not.toContain('\n    at ')
  })

  it('ends well when nobody reads what it says', async () => {
    const child = spawn(process.execPath, [blasnetBin, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.destroy()
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    const code = await new Promise(resolve => child.on('close', resolve))
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })

  it('has no colours in a pipe, and has them when they are forced', async () => {
    expect((await runBlasnet(['--help'])).stdout).not.toContain('\x1b')
    expect((await runBlasnet(['--help'], { env: { FORCE_COLOR: '1' } })).stdout).toContain('\x1b[1mUsage:')
    expect((await runBlasnet(['--help'], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } })).stdout).not.toContain('\x1b')
  })
})

describe('blasnet train --help', () => {
  it('lists every option of the command in its group, with its default', async () => {
    const { stdout } = await runBlasnet(['train', '--help'])
    const headings = [...stdout.matchAll(/^([A-Z][\w ]+):$/gm)].map(match => match[1])
    expect(headings).toEqual([
      'Data',
      'Network',
      'Loss',
      'Steps',
      'Limits and penalties',
      'Length',
      'Input and output',
      'Global Options',
      'Examples',
    ])
    const flags = [...stdout.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(match => match[1])
    expect(flags).toEqual(
      [
        '--data --train-samples --augment --validate-on --validation-samples --test',
        '--preset --hidden --activation --batch-norm --dropout --input-dropout',
        '--initializer --bias-initializer --initial-weights --dtype',
        '--loss --label-smoothing --class-weights',
        '--optimizer --learning-rate --schedule --warmup --momentum --nesterov --batch-size --shuffle --no-shuffle --seed',
        '--weight-decay --l1 --l2 --max-norm --clip-norm --clip-value --averaging',
        '--epochs --max-steps --validations-per-epoch --patience --stop-metric --restore-best',
        '--config --out --force --show-schedule --json --quiet --help',
        '--version --debug',
      ].flatMap(line => line.split(' ')),
    )
    for (const given of [
      'mnist',
      '64',
      'sigmoid',
      'uniform',
      'float32',
      'sgd',
      '0.1 for sgd, 0.01 for adagrad, 0.001 for the others',
      'softmax-cross-entropy',
      'test',
      'loss',
      '0',
      '32',
      '50',
      'none',
      '1',
      '5',
    ]) {
      expect(stdout.replace(/\s+/g, ' ')).toContain(`(default: ${given})`)
    }
  })
})
