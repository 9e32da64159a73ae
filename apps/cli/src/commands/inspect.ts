import { Command } from '@commander-js/extra-typings'
import { inspectHelp } from '../inspect/help.ts'
import { inspectModel } from '../inspect/inspect-model.ts'
import { renderModel } from '../inspect/render.ts'
import { printReport } from '../terminal/print-report.ts'

/** `blasnet inspect` */
export function inspectCommand() {
  return new Command('inspect')
    .summary("show a model's layers, shapes and parameters")
    .description(
      "Shows a model's layers, shapes and parameters, how it normalises inputs, and statistics of every tensor.",
    )
    .argument('<model>', 'model.safetensors, or the folder of a run')
    .option('--json', 'print one JSON document and nothing else')
    .addHelpText('after', inspectHelp)
    .action(async (model, { json = false }) => printReport(await inspectModel(model), renderModel, json))
}
