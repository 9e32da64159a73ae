import { checkInteger, checkOneOf } from '@blasnet/check'
import type { Augmentation } from '@blasnet/core'
import { Command, Option } from '@commander-js/extra-typings'
import { checkAugmentation, defaultAugmentation } from '../config/augmentation.ts'
import { checks } from '../config/checks.ts'
import { flagText, flagValue } from '../config/flag.ts'
import { listSources } from '../data/describe-source.ts'
import { dataHelp, showHelp, verifyHelp } from '../data/help.ts'
import { parseIndexList } from '../data/index-list.ts'
import { renderSources } from '../data/render-list.ts'
import { renderSamples } from '../data/render-show.ts'
import { renderVerification } from '../data/render-verify.ts'
import { type AugmentedVersions, sampleJson, showData } from '../data/show.ts'
import { splits } from '../data/split.ts'
import { verifyData } from '../data/verify.ts'
import { exitCode } from '../errors/report.ts'
import { UsageError } from '../errors/usage-error.ts'
import { writeJson } from '../terminal/output.ts'
import { printReport } from '../terminal/print-report.ts'

const what = 'mnist, fashion-mnist or a directory of IDX files'
const jsonFlag = ['--json', 'print one JSON document and nothing else'] as const
const count = flagCount('--count')
const columns = flagCount('--columns')

/** `blasnet data` */
export function dataCommand() {
  return new Command('data')
    .summary('list, verify and show data sets')
    .description('Lists the data sets that can be used here, verifies their files, and draws their images.')
    .addHelpText('after', dataHelp)
    .addCommand(listCommand())
    .addCommand(verifyCommand())
    .addCommand(showCommand())
}

function listCommand() {
  return new Command('list')
    .summary('which data sets are here, and how to get those that are not')
    .description(
      'Lists the data sets that --data knows by name: where they are and what they hold, or how to get them.',
    )
    .option(...jsonFlag)
    .action(async ({ json = false }) => printReport(await listSources(), renderSources, json))
}

function verifyCommand() {
  return new Command('verify')
    .summary('check the files of a data set')
    .description('Checks the files of a data set and counts the samples of every class.')
    .argument('<data>', what)
    .option(...jsonFlag)
    .addHelpText('after', verifyHelp)
    .action(async (data, { json = false }) => {
      const report = await verifyData(data)
      printReport(report, renderVerification, json)
      if (!report.sound) process.exitCode = exitCode.failure
    })
}

function showCommand() {
  return new Command('show')
    .summary('draw images of a data set')
    .description('Draws images of a data set in the terminal, each below its index and class.')
    .argument('<data>', what)
    .option(
      '--split <name>',
      'test or train (default: test)',
      flagText('--split', (option, value) => checkOneOf(option, value, splits)),
    )
    .addOption(
      new Option('--index <list>', 'which images, by index from 0, as 0,5,10-12 (default: the first ones)')
        .argParser(flagText('--index', parseIndexList))
        .conflicts(['class', 'count']),
    )
    .option(
      '--class <n>',
      'the first images of one class',
      flagValue('--class', (option, value) => checkInteger(option, value, { min: 0 })),
    )
    .option('--count <n>', 'how many images without --index (default: 10; with --augment 3)', count)
    .option('--columns <n>', 'images a row (default: as many as fit at half their size)', columns)
    .option(
      '--augment [changes]',
      'beside each image random variations of it (see below)',
      flagText('--augment', checkAugmentation),
    )
    .option('--versions <n>', 'how many variations of each image (default: 4)', flagCount('--versions', 1000))
    .option('--seed <n>', 'decides the variations (default: 1)', flagValue('--seed', checks.seed))
    .option(...jsonFlag)
    .addHelpText('after', showHelp)
    .action(async (data, options) => {
      const { split = 'test', index, columns, json = false } = options
      const augment = augmentedVersions(options)
      const { count = augment === undefined ? 10 : 3 } = options
      const report = await showData(data, { split, ranges: index, class: options.class, count, augment })
      if (json) writeJson({ ...report, samples: report.samples.map(sampleJson) })
      else printReport(report, (samples, view) => renderSamples(samples, view, columns), json)
    })
}

/** From --augment, without a value or with one, --versions and --seed; undefined when none of them was given. */
function augmentedVersions(given: {
  readonly augment?: Augmentation | true | undefined
  readonly versions?: number | undefined
  readonly seed?: number | undefined
}): AugmentedVersions | undefined {
  const { augment, versions = 4, seed = 1 } = given
  if (augment !== undefined) {
    return { augmentation: augment === true ? defaultAugmentation : augment, versions, seed }
  }
  const flag = given.versions === undefined ? '--seed' : '--versions'
  if (given.versions === undefined && given.seed === undefined) return undefined
  throw new UsageError(`data show: ${flag} says something about --augment, which is not there`)
}

function flagCount(flag: string, max?: number) {
  return flagValue(flag, (option, value) => checkInteger(option, value, { min: 1, ...(max !== undefined && { max }) }))
}
