import { checkOneOf } from '@blasnet/check'
import { Command } from '@commander-js/extra-typings'
import { checks } from '../config/checks.ts'
import { flagText } from '../config/flag.ts'
import { parseIndexList } from '../data/index-list.ts'
import { splits } from '../data/split.ts'
import { UsageError } from '../errors/usage-error.ts'
import { INVERT_CHOICES } from '../images/prepare.ts'
import { predictHelp } from '../predict/help.ts'
import { toJson } from '../predict/json.ts'
import { predictImages } from '../predict/predict-images.ts'
import { renderPredictions } from '../predict/render.ts'
import { writeJson } from '../terminal/output.ts'
import { printReport } from '../terminal/print-report.ts'

/** `blasnet predict` */
export function predictCommand() {
  return new Command('predict')
    .summary('classify pictures, drawn in the terminal beside the answer')
    .description('Classifies PNG files and images of a data set. Each is drawn beside the probability of every class.')
    .argument('<model>', 'model.safetensors, or the folder of a run')
    .argument('[image...]', 'PNG files')
    .option('--index <list>', 'images of a data set by index from 0, as 0,5,10-12', flagText('--index', parseIndexList))
    .option(
      '--data <name|dir>',
      'the data set of --index: mnist, fashion-mnist or a directory of IDX files (default: what the model was trained on, by the config.json beside it, or mnist)',
      flagText('--data', checks.data),
    )
    .option(
      '--split <name>',
      'the part of the data set of --index: test or train (default: test)',
      flagText('--split', (option, value) => checkOneOf(option, value, splits)),
    )
    .option(
      '--invert <when>',
      'swap dark and light in PNG files: yes, no, or auto for those with a light border (default: auto)',
      flagText('--invert', (option, value) => checkOneOf(option, value, INVERT_CHOICES)),
    )
    .option('--json', 'print one JSON document and nothing else')
    .addHelpText('after', predictHelp)
    .action(async (model, files, { index, data, split, invert, json = false }) => {
      checkCombination({ files, index, data, split, invert })
      const report = await predictImages(model, {
        files,
        invert: invert ?? 'auto',
        ranges: index ?? [],
        data,
        split: split ?? 'test',
      })
      if (json) writeJson({ model: report.model, images: report.images.map(toJson) })
      else printReport(report, renderPredictions, json)
    })
}

/** A flag that would be without effect is a mistake. */
function checkCombination(given: {
  files: readonly string[]
  index: unknown
  data: unknown
  split: unknown
  invert: unknown
}): void {
  const { files, index, data, split, invert } = given
  if (files.length === 0 && index === undefined) {
    throw new UsageError('predict: expected PNG files, or --index for images of a data set')
  }
  if (index === undefined && (data !== undefined || split !== undefined)) {
    throw new UsageError(`${data === undefined ? '--split' : '--data'}: expected --index with it, as --index 0-9`)
  }
  if (files.length === 0 && invert !== undefined) {
    throw new UsageError('--invert: expected PNG files with it; images of a data set are taken as they are')
  }
}
