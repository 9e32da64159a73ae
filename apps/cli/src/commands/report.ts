import os from 'node:os'
import { checkInteger, OptionError } from '@blasnet/check'
import { Command, Option } from '@commander-js/extra-typings'
import { checks } from '../config/checks.ts'
import { flagText, flagValue, fromFlags } from '../config/flag.ts'
import { defaultParameters } from '../gradcheck/default-parameters.ts'
import { reportHelp } from '../report/help.ts'
import { helpText } from '../terminal/help-text.ts'
import { exitWhenWritten } from '../terminal/output.ts'

/** `blasnet report` */
export function reportCommand() {
  return new Command('report')
    .summary('train every network of a study and report on them')
    .description(
      'Trains every network of a study, several at a time, checks its claims and gradients, and writes a page with ' +
        'figures: every number beside the number it is to reproduce.\n\n' +
        'Without a catalogue it reproduces the study of MNIST that comes with blasnet.',
    )
    .argument('[catalogue]', 'JSON file that says which networks to train, what to show and what to check')
    .optionsGroup('Extent:')
    .option('--seeds <n>', 'train every network with the seeds 1 to n (default: 1)', flagCount('--seeds', 1000))
    .option('--only <tasks>', 'some tasks and their networks, as 3,4d', flagText('--only', checkTasks))
    .option(
      '--gradcheck <n|all>',
      `parameters that a gradient check compares (default: as the catalogue says, or ${defaultParameters})`,
      flagValue('--gradcheck', checkParameters),
    )
    .optionsGroup('In all networks, instead of what the catalogue says:')
    .option('--data <name|dir>', 'mnist, fashion-mnist or a directory of IDX files', flagText('--data', checks.data))
    .option(
      '--train-samples <n|all>',
      'train on the first n training images',
      flagValue('--train-samples', checks.trainSamples),
    )
    .option(
      '--validation-samples <n|all>',
      'validate on the first n test images',
      flagValue('--validation-samples', checks.validationSamples),
    )
    .option('--epochs <n>', 'most passes over the training data', flagValue('--epochs', checks.epochs))
    .optionsGroup('Work and output:')
    .option('--jobs <n>', 'networks trained at a time (default: the number of processors)', flagCount('--jobs', 1024))
    .option('--out <dir>', 'write here, unless it holds a report already (default: a new folder in runs/)')
    .addOption(
      new Option(
        '--resume',
        'go on with the report in --out, or the latest in runs/: train only what is not finished',
      ).conflicts('force'),
    )
    .option('--force', 'let --out overwrite a report')
    .option('--json', 'print report.json and nothing else')
    .option('--quiet', 'print nothing but errors')
    .addHelpText('after', helpText(reportHelp))
    .action(async (catalogue, options) => {
      const { seeds = 1, only, gradcheck, jobs = os.availableParallelism(), out } = options
      const { resume = false, force = false, json = false, quiet = false } = options
      // Only now: `--help` neither needs the addon nor waits for it.
      const { runReport } = await import('../report/run.ts')
      const overrides = fromFlags(options)
      const code = await runReport({
        ...{ catalogue, seeds, only, gradcheck, overrides, jobs, out, resume, force, json, quiet },
      })
      process.exitCode = code
      // What was interrupted before it started may still be loading data, which nobody waits for.
      if (code !== 0) exitWhenWritten()
    })
}

function flagCount(flag: string, max: number) {
  return flagValue(flag, (option, value) => checkInteger(option, value, { min: 1, max }))
}

function checkTasks(option: string, value: unknown): readonly string[] {
  const names = String(value)
    .split(',')
    .map(name => name.trim())
  if (names.some(name => name === '')) throw new OptionError(option, 'tasks separated by commas, as 3,4d', value)
  return names
}

function checkParameters(option: string, value: unknown): 'all' | number {
  return value === 'all' ? value : checkInteger(option, value, { min: 1 })
}
