import { Command } from '@commander-js/extra-typings'
import { compareHelp } from '../compare/help.ts'
import { helpText } from '../terminal/help-text.ts'

/** `blasnet compare` */
export function compareCommand() {
  return new Command('compare')
    .summary('put runs side by side, in a table and figures')
    .description('Puts any runs side by side: a table of their figures, and their curves drawn together.')
    .argument('<run...>', 'folders of runs')
    .option('--out <dir>', 'write here, over an earlier comparison (default: a new folder in runs/)')
    .option('--json', 'print one JSON document, the figures of every run and the files, and nothing else')
    .addHelpText('after', helpText(compareHelp))
    .action(async (folders, { out, json = false }) => {
      // Only now: `--help` neither needs the addon nor waits for it.
      const { runCompare } = await import('../compare/run.ts')
      await runCompare({ folders, out, json })
    })
}
