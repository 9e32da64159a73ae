import os from 'node:os'
import { checkInteger, checkNumber, checkOneOf } from '@blasnet/check'
import { Command, type CommandUnknownOpts, Option } from '@commander-js/extra-typings'
import { flagText, flagValue } from '../config/flag.ts'
import { UsageError } from '../errors/usage-error.ts'
import { sweepHelp } from '../sweep/help.ts'
import { metrics } from '../sweep/question.ts'
import { noTestImages, settingFlags } from '../sweep/setting-flags.ts'
import { helpText } from '../terminal/help-text.ts'
import { exitWhenWritten } from '../terminal/output.ts'

/** `blasnet sweep` */
export function sweepCommand() {
  const command = new Command('sweep')
    .summary('search over settings: train every combination, or random ones, and compare')
    .description(
      'Trains a network for every combination of some settings, or for combinations drawn at random, several at a time, ' +
        'and shows which do best on training images that are held out.',
    )
    .argument('[file]', 'JSON file that says what flags say (see below); flags win over it')
    .optionsGroup('Search:')
    .option('--vary <setting=values>', 'try these values, as learning-rate=0.01,0.1 (may be repeated)', collect)
    .option(
      '--sample <setting=range>',
      'draw numbers, as learning-rate=log:0.001:1 or momentum=uniform:0.5:0.99 (may be repeated)',
      collect,
    )
    .option('--random <n>', 'draw n combinations (default: all of the grid)', flagCount('--random', 10_000))
    .option(
      '--seeds <n>',
      'train every combination with n seeds from --seed on (default: 1)',
      flagCount('--seeds', 1000),
    )
    .option(
      '--sweep-seed <n>',
      'decides what is drawn and what is held out (default: 1)',
      flagValue('--sweep-seed', (option, value) => checkInteger(option, value, { min: 0 })),
    )
    .option(
      '--hold-out <n>',
      'training images to validate on (default: a sixth, 10000 of MNIST)',
      flagCount('--hold-out', 2 ** 31 - 1),
    )
    .option(
      '--metric <name>',
      'what is best: accuracy or loss (default: accuracy)',
      flagText('--metric', (option, value) => checkOneOf(option, value, metrics)),
    )
    .optionsGroup('In all trials:')
    .option('--config <file>', 'read settings from a JSON file, such as the config.json of an earlier run')
    .optionsGroup('Work and output:')
    .option('--jobs <n>', 'networks trained at a time (default: the number of processors)', flagCount('--jobs', 1024))
    .option(
      '--max-minutes <n>',
      'begin no trial later than this (default: no limit)',
      flagValue('--max-minutes', (option, value) => checkNumber(option, value, { min: 0, exclusiveMin: true })),
    )
    .option('--out <dir>', 'write here, or go on with the same sweep there (default: runs/sweep-SETTINGS-HASH)')
    .option('--resume <dir>', 'go on with the sweep in this folder')
    .option('--no-models', 'save no models, only histories')
    .option('--dry-run', 'print the trials and train none')
    .option('--json', 'print one JSON document, the results, and nothing else')
    .option('--quiet', 'print nothing but errors')
    .addHelpText('after', helpText(sweepHelp))
  const fixed = new Map<string, string>()
  addSettings(command, (name, text) => fixed.set(name, text))
  return command.action(async (file, options) => {
    const { vary = [], sample = [], config: configFile, random, seeds, sweepSeed, holdOut, metric } = options
    const { jobs = os.availableParallelism(), maxMinutes, out, resume, models } = options
    const { dryRun = false, json = false, quiet = false } = options
    // Only now: `--help` neither needs the addon nor waits for it.
    const { runSweep } = await import('../sweep/run.ts')
    const code = await runSweep({
      ...{ file, fixed: [...fixed], configFile, vary, sample, random, seeds, sweepSeed, holdOut, metric },
      ...{ models: models ? undefined : false, jobs, maxMinutes, out, resume, dryRun, json, quiet },
    })
    process.exitCode = code
    // What was interrupted before it started may still be loading data, which nobody waits for.
    if (code !== 0) exitWhenWritten()
  })
}

/** Adds the flags of all settings of `blasnet train`, which its help describes, and keeps their texts. */
function addSettings(command: CommandUnknownOpts, keep: (name: string, text: string) => void): void {
  for (const { name, options } of settingFlags()) {
    for (const { flags, negate, required, parseArg } of options) {
      const own = new Option(flags).hideHelp()
      if (required) {
        own.argParser(text => {
          // For its words, where it refuses the text.
          parseArg?.(text, undefined)
          keep(name, text)
          return text
        })
      }
      command.addOption(own)
      if (!required) command.on(`option:${negate ? 'no-' : ''}${name}`, () => keep(name, negate ? 'false' : 'true'))
    }
  }
  for (const flag of ['--validation-samples', '--validate-on', '--test']) {
    const refuse = () => {
      throw new UsageError(`${flag}: ${noTestImages}`)
    }
    command.addOption(new Option(`${flag} [value]`).hideHelp().argParser(refuse))
    command.on(`option:${flag.slice(2)}`, refuse)
  }
}

function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text]
}

function flagCount(flag: string, max: number) {
  return flagValue(flag, (option, value) => checkInteger(option, value, { min: 1, max }))
}
