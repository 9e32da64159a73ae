import { getSystemErrorMap } from 'node:util'

const plainWords: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EDQUOT: 'the disk quota is used up',
  EISDIR: 'it is a directory',
  EMFILE: 'too many files are open',
  ENOENT: 'no such file or directory',
  ENOSPC: 'no space left on the device',
  ENOTDIR: 'part of the path is not a directory',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
}

/** Whether an error comes from the operating system and not from a defect: a file, a pipe, memory. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && typeof (error as NodeJS.ErrnoException).code === 'string'
}

/** What the operating system refused, in words: `no space left on the device`. */
export function systemErrorReason(error: NodeJS.ErrnoException): string {
  const code = error.code ?? ''
  const known = plainWords[code]
  if (known !== undefined) return known
  const entry = [...getSystemErrorMap().values()].find(([name]) => name === code)
  return entry?.[1] ?? error.message
}

/** One sentence for an error of the operating system, with its path: `cannot open 'x': no such file or directory`. */
export function systemErrorSentence(error: NodeJS.ErrnoException): string {
  const path = error.path === undefined ? '' : ` '${error.path}'`
  return `cannot ${error.syscall ?? 'work'}${path}: ${systemErrorReason(error)}`
}
