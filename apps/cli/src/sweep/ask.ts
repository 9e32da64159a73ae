import path from 'node:path'
import { readConfig } from '../config/read-config.ts'
import { UsageError } from '../errors/usage-error.ts'
import type { SweepChoices } from './plan-file.ts'
import type { SweepQuestion } from './question.ts'
import { readSample } from './read-sample.ts'
import { readSweepFile, type SweepFile } from './read-sweep-file.ts'
import { readVary } from './read-vary.ts'
import type { SweepRequest } from './request.ts'
import { findSetting, readSetting } from './setting-flags.ts'

const nothing: SweepFile = { fixed: new Map(), axes: [] }

/**
 * The question that flags and a sweep file ask together: a flag wins over the file.
 *
 * @throws UsageError that names the flag, or the place in the file
 */
export async function askedFor(request: SweepRequest): Promise<{ question: SweepQuestion; choices: SweepChoices }> {
  const file = request.file === undefined ? nothing : await readSweepFile(request.file)
  const given = request.fixed.map(([name, text]) => {
    const flag = findSetting(name, `--${name}`)
    return [flag.setting, { flag, value: readSetting(flag, text, `--${name}`) }] as const
  })
  const question: SweepQuestion = {
    fixed: new Map([...file.fixed, ...given]),
    config: request.configFile === undefined ? undefined : await readSource(request.configFile),
    axes: [...file.axes, ...request.vary.map(readVary), ...request.sample.map(readSample)],
    random: request.random ?? file.random,
    seeds: request.seeds ?? file.seeds ?? 1,
    sweepSeed: request.sweepSeed ?? file.sweepSeed ?? 1,
    holdOut: request.holdOut ?? file.holdOut,
  }
  return { question, choices: { metric: request.metric ?? file.metric ?? 'accuracy', models: request.models ?? true } }
}

/**
 * Makes sure that nothing is asked that the folder of a sweep has decided.
 *
 * @throws UsageError that names a flag which `--resume` leaves no room for
 */
export function checkResume(request: SweepRequest): void {
  const { file, fixed, configFile, vary, sample, random, seeds, sweepSeed, holdOut, out } = request
  const asked: readonly (readonly [string, unknown])[] = [
    ['a sweep file', file],
    ...fixed.map(([name, text]) => [`--${name}`, text] as const),
    ...([
      ['--config', configFile],
      ['--vary', vary[0]],
      ['--sample', sample[0]],
      ['--random', random],
    ] as const),
    ...([
      ['--seeds', seeds],
      ['--sweep-seed', sweepSeed],
      ['--hold-out', holdOut],
      ['--out', out],
    ] as const),
  ]
  const [name] = asked.find(([, value]) => value !== undefined) ?? []
  if (name === undefined) return
  throw new UsageError(`--resume: expected nothing that its sweep.json says already, received ${name} too`)
}

async function readSource(file: string) {
  return { file: path.resolve(file), settings: await readConfig(file) }
}
