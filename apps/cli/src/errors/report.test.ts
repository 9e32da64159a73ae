import { BlasnetError, OptionError } from '@blasnet/check'
import { describe, expect, it } from 'vitest'
import { Failure } from './failure.ts'
import { reportError } from './report.ts'
import { UsageError } from './usage-error.ts'

function report(error: unknown, debug = false) {
  let text = ''
  const stream = { isTTY: false, write: (part: string) => (text += part) } as unknown as NodeJS.WriteStream
  return { code: reportError(error, { debug, stream }), text }
}

function systemError(code: string, path?: string): Error {
  return Object.assign(new Error(`${code}: raw`), { code, syscall: 'open', errno: -1, ...(path && { path }) })
}

describe('reportError', () => {
  it.each([
    [new UsageError('--epochs: no'), 2, 'blasnet: --epochs: no\n'],
    [new OptionError('epochs', 'an integer', 'x'), 2, 'blasnet: epochs: expected an integer, received "x"\n'],
    [new Failure('it diverged'), 1, 'blasnet: it diverged\n'],
    [new BlasnetError('ERR_BLASNET_DATA', 'a.gz: truncated'), 1, 'blasnet: a.gz: truncated\n'],
    [systemError('ENOSPC', 'a b'), 1, "blasnet: cannot open 'a b': no space left on the device\n"],
    [systemError('ELOOP'), 1, 'blasnet: cannot open: too many symbolic links encountered\n'],
    [
      new TypeError('x is undefined'),
      1,
      'blasnet: this is a defect of blasnet: TypeError: x is undefined (--debug shows where)\n',
    ],
    ['text', 1, 'blasnet: this is a defect of blasnet: text (--debug shows where)\n'],
  ])('%s', (error, code, text) => {
    expect(report(error)).toEqual({ code, text })
  })

  it('shows the stack trace and its causes for --debug only', () => {
    const error = new Failure('cannot write', { cause: new Error('deep down') })
    expect(report(error).text).not.toContain('at ')
    const { text } = report(error, true)
    expect(text).toMatch(/^blasnet: cannot write\nFailure: cannot write\n {4}at /)
    expect(text).toContain('caused by: Error: deep down\n    at ')
  })
})
