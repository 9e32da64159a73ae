import type { CommanderError, CommandUnknownOpts } from '@commander-js/extra-typings'
import { UsageError } from './usage-error.ts'

/** Commander's way to say that help or the version was printed: a normal end. */
export class HelpShown extends Error {
  override readonly name = 'HelpShown'
}

/** What commander found wrong with the command line, as one sentence that begins with the command. */
export function toUsageError(command: CommandUnknownOpts, error: CommanderError): Error {
  if (error.exitCode === 0) return new HelpShown()
  const name = fullName(command)
  return new UsageError(`${name === 'blasnet' ? '' : `${name.replace(/^blasnet /, '')}: `}${sentence(name, error)}`)
}

function sentence(name: string, error: CommanderError): string {
  const [text = '', suggestion] = error.message.replace(/^error: /, '').split('\n')
  const hint = suggestion === undefined ? undefined : /\(Did you mean (.*)\?\)/.exec(suggestion)?.[1]
  const tooMany = /^too many arguments.*Expected (\d+) .* but got (\d+)/.exec(text)
  const problem = tooMany ? `expected ${tooMany[1]} arguments, received ${tooMany[2]}` : text.replace(/\.$/, '')
  return `${problem}; ${hint === undefined ? `'${name} --help' shows what there is` : `did you mean ${hint}?`}`
}

function fullName(command: CommandUnknownOpts): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`
}
