import { flagName } from '../config/flag-name.ts'
import { commandName } from '../train/command-name.ts'
import { quoted } from '../train/quoted.ts'
import { shortPath } from '../train/short-path.ts'
import { overridable, type ReportRequest } from './request.ts'

type Asked = Pick<ReportRequest, 'catalogue' | 'seeds' | 'only' | 'gradcheck' | 'overrides'>

/** The command that goes on with a report that was interrupted. */
export function resumeCommand(request: Asked, folder: string, command: string = commandName()): string {
  const { catalogue, seeds, only, gradcheck, overrides } = request
  const changed = overridable.filter(name => overrides[name] !== undefined)
  return [
    ...[command, 'report', ...(catalogue === undefined ? [] : [quoted(catalogue)])],
    ...(seeds === 1 ? [] : ['--seeds', seeds]),
    ...(only === undefined ? [] : ['--only', quoted(only.join())]),
    ...changed.flatMap(name => [flagName(name), quoted(String(overrides[name]))]),
    ...(gradcheck === undefined ? [] : ['--gradcheck', gradcheck]),
    ...['--out', quoted(shortPath(folder)), '--resume'],
  ].join(' ')
}
