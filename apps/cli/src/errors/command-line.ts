import type { CommanderError, CommandUnknownOpts } from '@commander-js/extra-typings'
import { HelpShown } from './help-shown.ts'
import { didYouMean } from './suggest.ts'
import { UsageError } from './usage-error.ts'

/** What commander found wrong with the command line, as one sentence that begins with the command. */
export function toUsageError(command: CommandUnknownOpts, error: CommanderError): Error {
  if (error.exitCode === 0) return new HelpShown()
  const name = fullName(command)
  if (error.code === 'commander.help') return new UsageError(noCommand(name, command))
  return new UsageError(`${name === 'blasnet' ? '' : `${name.replace(/^blasnet /, '')}: `}${sentence(name, error)}`)
}

/** Commander answers a missing command, or `help` of one that does not exist, with all of its help. */
function noCommand(name: string, command: CommandUnknownOpts): string {
  const [first, wanted] = command.args
  if (first !== 'help' || wanted === undefined) return `expected a command; '${name} --help' shows which there are`
  const names = command.commands.map(child => child.name())
  return `unknown command '${wanted}'; ${didYouMean(wanted, names) ?? `'${name} --help' shows what there is`}`
}

function sentence(name: string, error: CommanderError): string {
  const [text = '', suggestion] = error.message.replace(/^error: /, '').split('\n')
  const hint = suggestion === undefined ? undefined : /\(Did you mean (.*)\?\)/.exec(suggestion)?.[1]
  const tooMany = /^too many arguments.*Expected (\d+) .* but got (\d+)/.exec(text)
  const missing = /^option '(?:-\w, )?(--[\w-]+) (.*)' argument missing/.exec(text)
  const problem = tooMany
    ? `expected ${tooMany[1]} arguments, received ${tooMany[2]}`
    : missing
      ? `${missing[1]}: expected ${missing[2]}, received nothing`
      : text.replace(/\.$/, '')
  return `${problem}; ${hint === undefined ? `'${name} --help' shows what there is` : `did you mean ${hint}?`}`
}

function fullName(command: CommandUnknownOpts): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`
}
