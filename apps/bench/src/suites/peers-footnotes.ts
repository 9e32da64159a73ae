import { lossTolerance } from '../peers/agreement.ts'
import { notes, notMeasuredNote } from '../peers/notes.ts'
import type { Result } from '../results/document.ts'
import { groupBy } from '../results/group-by.ts'
import { counted } from '../terminal/format.ts'

const width = 100

/** What a table of peers needs to be read rightly, wrapped to the width of a terminal. */
export function peerFootnotes(results: readonly Result[]): string {
  const lines = [
    ...lossNotes(results),
    ...results.flatMap(ownNotes),
    ...fewerThreads(results),
    ...notMeasured(results),
    ...environment(results),
  ]
  return lines.map(line => `${wrap(`- ${line}`)}\n`).join('')
}

function lossNotes(results: readonly Result[]): string[] {
  const same = results.filter(({ notes: all }) => all?.[notes.agreement] === 'same')
  if (same.length === 0) return []
  const counts = groupBy(same, ({ notes: all }) => String(all?.[notes.compared]))
  const [most = '0'] = [...counts.keys()].sort((a, b) => Number(b) - Number(a))
  const fewer = [...counts].flatMap(([count, some]) => (count === most ? [] : [`of ${names(some)} ${count}`]))
  const isDouble = results.every(({ setup }) => setup.dtype === 'float64')
  return [
    `Losses are the same where each of the first ${most}${fewer.length > 0 ? ` (${fewer.join(', ')})` : ''} lies within ` +
      `${isDouble ? lossTolerance.float64 : lossTolerance.float32} of blasnet's, relative; the number is the largest ` +
      'difference.',
  ]
}

function ownNotes({ setup, notes: all = {}, seconds }: Result): string[] {
  const name = String(setup.peer)
  const compared = all[notes.compared]
  switch (all[notes.agreement]) {
    case 'differs': {
      const largest = all[notes.largest]
      const by = typeof largest === 'number' ? ` by up to ${largest.toPrecision(2)}, relative` : ''
      const where =
        compared === 0 ? 'there are no losses to compare' : `its losses differ${by}, from number ${all[notes.from]} on`
      return [`${name}: ${where}. It does not do the same work, and no ratio is given.`, ...failure(name, all, seconds)]
    }
    case 'other-work': {
      const falls = all[notes.falls] === 'yes' ? 'it learns' : 'it did not learn'
      return [
        `${name}: ${all[notes.difference]}. Its ratio is one of samples a second and not of the same work; ${falls}.`,
        ...failure(name, all, seconds),
      ]
    }
    default:
      return failure(name, all, seconds)
  }
}

function failure(name: string, all: NonNullable<Result['notes']>, seconds: readonly number[]): string[] {
  return all[notes.failed] === undefined
    ? []
    : [`${name}: left out after ${counted(seconds.length, 'round')}: ${all[notes.failed]}`]
}

function fewerThreads(results: readonly Result[]): string[] {
  const most = Math.max(...results.map(({ setup }) => Number(setup.threads)))
  return [...groupBy(results, ({ setup }) => String(setup.threads))].flatMap(([threads, some]) =>
    Number(threads) === most ? [] : [`On ${counted(Number(threads), 'thread')}, as they have no more: ${names(some)}`],
  )
}

function notMeasured(results: readonly Result[]): string[] {
  const measured = new Set(results.map(({ setup }) => setup.peer))
  const reasons = results.flatMap(({ notes: all = {} }) =>
    Object.entries(all).flatMap(([note, why]) => {
      const peer = note.startsWith(notMeasuredNote) ? note.slice(notMeasuredNote.length) : undefined
      return peer === undefined || measured.has(peer) ? [] : [{ peer, why: String(why) }]
    }),
  )
  return [...groupBy(reasons, ({ why }) => why)].map(
    ([why, some]) => `Not measured: ${some.map(({ peer }) => peer).join(', ')}: ${why}`,
  )
}

function environment(results: readonly Result[]): string[] {
  return results.flatMap(({ notes: all = {} }) => {
    const removed = all[notes.environment]
    return removed === undefined
      ? []
      : [`blasnet runs under ${removed}, as the environment has it; its peers run without.`]
  })
}

function names(results: readonly Result[]): string {
  return results.map(({ setup }) => setup.peer).join(', ')
}

/** Breaks between words; what follows the first line is indented. */
function wrap(text: string): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = `  ${word}`
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].join('\n')
}
