import { OptionError } from '@blasnet/check'
import { Command } from '@commander-js/extra-typings'
import { compareDocuments } from '../compare/compare-documents.ts'
import { renderComparison } from '../compare/render.ts'
import { readDocument } from '../results/read-document.ts'
import { write } from '../terminal/output.ts'

/** `bench compare OLD NEW`: what got faster or slower beyond noise. */
export function compareCommand() {
  return new Command('compare')
    .description(
      'Compares two bench.json result by result: the ratio of the median times for the same work, with a 95 % ' +
        'interval by the bootstrap over the samples of both. What has 1 outside its interval got faster or slower ' +
        'beyond the noise within the runs; of a hundred results that did not change, about four seem to. Two runs ' +
        'may differ by more than their noise, by another load or clock: hence the threshold.\n' +
        'Exits 1 when a result of blasnet got slower by more than the threshold, by the whole of its interval; 0 ' +
        'otherwise.',
    )
    .argument('<old>', 'bench.json to compare with')
    .argument('<new>', 'bench.json to judge')
    .option('--threshold <share>', 'more time than this is a regression', '5%')
    .option('--normalise', 'count time in units of the matrix product of the same run: for runs on unlike machines')
    .option('--all', 'show what did not change, too')
    .option('--json', 'print one JSON document, nothing else')
    .action(async (oldFile, newFile, flags) => {
      const options = { threshold: parseThreshold(flags.threshold), normalise: flags.normalise ?? false }
      const [old, recent] = [await readDocument(oldFile), await readDocument(newFile)]
      const compared = compareDocuments(old, recent, options)
      const render = () => renderComparison(compared, { old, recent }, { ...options, all: flags.all ?? false })
      write(flags.json ? `${JSON.stringify({ ...options, ...compared })}\n` : render())
      if (compared.changes.some(({ regression }) => regression)) process.exitCode = 1
    })
}

/** `5%`, `5 %` or `5`, always a percentage, as a share. */
export function parseThreshold(text: string): number {
  const [, digits] = /^\s*(\d+\.?\d*|\.\d+)\s*%?\s*$/.exec(text) ?? []
  const percent = Number(digits)
  if (digits === undefined || !(percent <= 1000)) {
    throw new OptionError('--threshold', 'a percentage from 0 to 1000, like 5%', text)
  }
  return percent / 100
}
