import { checkInteger, checkOneOf } from '@blasnet/check'
import { Command } from '@commander-js/extra-typings'
import { checks } from '../config/checks.ts'
import { flagText, flagValue } from '../config/flag.ts'
import { splits } from '../data/split.ts'
import { evaluateModel } from '../evaluate/evaluate-model.ts'
import { checkFigureFile } from '../evaluate/figure/file.ts'
import { evaluateHelp } from '../evaluate/help.ts'
import { toJson } from '../evaluate/json.ts'
import { renderEvaluation } from '../evaluate/render.ts'
import { writeJson } from '../terminal/output.ts'
import { printReport } from '../terminal/print-report.ts'

/** `blasnet evaluate` */
export function evaluateCommand() {
  return new Command('evaluate')
    .summary('measure a trained model on a data set, class by class')
    .description(
      'Measures a trained model on a data set: loss, accuracy, every class, what was taken for what, calibration, and the worst mistakes as pictures.',
    )
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
    .option(
      '--mistakes <n>',
      'show the n mistakes of the highest loss; 0 for none (default: 5)',
      flagValue('--mistakes', (option, value) => checkInteger(option, value, { min: 0 })),
    )
    .option(
      '--figure <file>',
      'write confusion matrix and reliability diagram to FILE, .svg or .png',
      flagText('--figure', checkFigureFile),
    )
    .option('--json', 'print one JSON document and nothing else')
    .addHelpText('after', evaluateHelp)
    .action(async (model, { data, split = 'test', samples, mistakes = 5, figure, json = false }) => {
      const report = await evaluateModel(model, { data, split, samples, mistakes })
      if (figure !== undefined) {
        // Only now: the tools that draw take a while to load.
        const { writeEvaluationFigure } = await import('../evaluate/figure/write.ts')
        await writeEvaluationFigure(report, figure)
      }
      if (json) writeJson(toJson(report, figure))
      else printReport(report, (shown, view) => renderEvaluation(shown, view, figure), json)
    })
}
