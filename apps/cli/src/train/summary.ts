import { stripVTControlCharacters } from 'node:util'
import type { Stopped, ValidationPoint } from '@blasnet/core'
import type { ResolvedSettings } from '../config/settings.ts'
import type { Style } from '../terminal/style.ts'
import { duration, epochs, loss, percent, thousands } from './format.ts'
import type { RunHistory } from './history.ts'
import { quoted } from './quoted.ts'
import type { RunFolder } from './run-folder.ts'
import { shortPath } from './short-path.ts'
import { sparkline } from './sparkline.ts'
import { wrapParts } from './wrap.ts'

const labelColumns = 21
const sparklineColumns = 24

export interface SummaryOptions {
  readonly history: RunHistory
  readonly settings: ResolvedSettings
  readonly stepsPerEpoch: number
  readonly files: RunFolder
  readonly style: Style
  readonly columns: number
  /** How the person calls blasnet: `pnpm blasnet`. */
  readonly command: string
}

/** The end of a run: why and when it stopped, how good it is, how long it took, what was written, what to try next. */
export function summaryLines(options: SummaryOptions): string[] {
  const { history, settings, stepsPerEpoch, files, style, columns, command } = options
  const row = (label: string, value: string, note = '') => rowLines(label, value, note, style, columns)
  const epochOf = (point: ValidationPoint) => `at epoch ${epochs((point.step + 1) / stepsPerEpoch)}`
  const last = history.validation.at(-1)
  const best = history.validation.reduce((a, b) => (b.accuracy > a.accuracy ? b : a), last!)
  const lowest = history.validation.reduce((a, b) => (b.loss < a.loss ? b : a), last!)
  const { seconds, test } = history
  const { restoredStep } = history.stopped
  const saved = history.validation.find(({ step }) => step === restoredStep) ?? last
  const pace = (history.trainLoss.length * settings.batchSize) / seconds.training

  const lines = [...wrapParts(stopSentence(history.stopped, settings), columns).map(line => style.bold(line)), '']
  if (saved) {
    lines.push(
      ...row(
        'validation accuracy',
        style.green(percent(saved.accuracy)),
        `best ${percent(best.accuracy)} ${epochOf(best)}`,
      ),
      ...row('validation loss', loss(saved.loss), `lowest ${loss(lowest.loss)} ${epochOf(lowest)}`),
      ...row('training accuracy', percent(saved.trainAccuracy)),
    )
    if (history.validation.length > 2) {
      // Most of what a loss does happens in its lowest tenth.
      const losses = history.validation.map(point => Math.log(point.loss))
      lines.push(...row('loss over time', style.cyan(sparkline(losses, sparklineColumns)), 'log scale'))
    }
  }
  const shares = `training ${duration(seconds.training)}, validation ${duration(seconds.validation)}`
  if (test) {
    const right = `${thousands(test.correct)} of ${thousands(test.samples)} right`
    lines.push(
      ...row('test accuracy', style.green(percent(test.accuracy)), right),
      ...row('test loss', loss(test.loss)),
    )
  }
  lines.push(
    ...row('parameters', thousands(history.parameters)),
    ...row('time', duration(seconds.total), shares),
    ...row('speed', Number.isFinite(pace) ? `${thousands(pace)} samples/s` : '–'),
    '',
    `Saved in ${style.bold(shortPath(files.folder))}`,
    style.dim('  model.safetensors  config.json  history.json'),
    '',
    'Next',
    `  ${style.cyan(`${command} evaluate ${quoted(shortPath(files.folder))}`)}`,
  )
  return lines
}

function rowLines(label: string, value: string, note: string, style: Style, columns: number): string[] {
  const start = `  ${label.padEnd(labelColumns)}`
  if (note === '') return [`${style.dim(start)}${value}`]
  // Wide enough for any accuracy or loss, so that the notes stand in a column of their own.
  const valueColumns = 10
  const plainWidth = stripVTControlCharacters(value).length
  const gap = ' '.repeat(Math.max(2, valueColumns - plainWidth))
  const width = start.length + plainWidth + gap.length + note.length
  if (width <= columns) return [`${style.dim(start)}${value}${gap}${style.dim(note)}`]
  return [`${style.dim(start)}${value}`, style.dim(`    ${note}`)]
}

function stopSentence({ reason, step, epoch, restoredStep }: Stopped, settings: ResolvedSettings): string[] {
  const when = [`${epochs(epoch)} epochs`, step === 0 ? '1 step' : `${thousands(step + 1)} steps`]
  const restored = restoredStep === undefined ? [] : [`weights of step ${thousands(restoredStep + 1)}`]
  switch (reason) {
    case 'early-stopping':
      return ['Stopped early', ...when, noBetter(settings), ...restored]
    case 'completed':
      return ['Finished', ...when, ...restored]
    case 'max-steps':
      return ['Stopped at --max-steps', ...when, ...restored]
    case 'aborted':
      return ['Interrupted', ...when, 'what was trained is saved', ...restored]
  }
}

function noBetter({ patience, stopMetric }: ResolvedSettings): string {
  return `no ${stopMetric === 'loss' ? 'lower loss' : 'higher accuracy'} in ${patience} validations`
}
