import { checkInteger, checkOneOf } from '@blasnet/check'
import { Command } from '@commander-js/extra-typings'
import { checks } from '../config/checks.ts'
import { flagText, flagValue } from '../config/flag.ts'
import { splits } from '../data/split.ts'
import { evaluateModel } from '../evaluate/evaluate-model.ts'
import { evaluateHelp } from '../evaluate/help.ts'
import { renderEvaluation } from '../evaluate/render.ts'
import { printReport } from '../terminal/print-report.ts'

/** `blasnet evaluate` */
export function evaluateCommand() {
  return new Command('evaluate')
    .summary('measure a trained model on a data set, class by class')
    .description('Measures loss and accuracy of a trained model on a data set, and its accuracy on every class.')
    .argument('<model>', 'model.safetensors, or the folder of a run')
    .option(
      '--data <name|dir>',
      'mnist, fashion-mnist or a directory of IDX files (default: what the model was trained on, by the config.json beside it, or mnist)',
      flagText('--data', checks.data),
    )
    .option(
      '--split <name>',
      'test or train (default: test)',
      flagText('--split', (option, value) => checkOneOf(option, value, splits)),
    )
    .option(
      '--samples <n>',
      'the first n samples (default: all)',
      flagValue('--samples', (option, value) => checkInteger(option, value, { min: 1 })),
    )
    .option('--json', 'print one JSON document and nothing else')
    .addHelpText('after', evaluateHelp)
    .action(async (model, { data, split = 'test', samples, json = false }) => {
      const report = await evaluateModel(model, { data, split, samples })
      printReport(report, renderEvaluation, json)
    })
}
