import { expect } from 'vitest'
import type { Arguments, BorderFunction } from './border.ts'

/**
 * Calls `callee` and returns the error it throws or rejects with. Fails when it accepts the arguments, when the error
 * is none of the border's, and when an array among the arguments was written to.
 */
export async function refusalOf(callee: BorderFunction, args: Arguments): Promise<Error> {
  const arrays = Object.keys(callee.arrays).map(key => propertyOf(args, key))
  const before = arrays.map(bytesOf)
  const error = await errorOf(() => callee.call(args))
  arrays.forEach((array, i) => {
    const after = bytesOf(array)
    // What a getter took the memory of has nothing left to compare.
    if (after !== '') expect(after, `${callee.name} wrote to an array and threw ${error.message}`).toBe(before[i])
  })
  return error
}

/** As {@link refusalOf}, for an error about `argument`: its message names it, what was expected and what came. */
export async function expectRefusal(
  callee: BorderFunction,
  args: Arguments,
  argument: string,
  type: typeof TypeError | typeof RangeError,
  received = '.+',
): Promise<string> {
  const error = await refusalOf(callee, args)
  expect(error.message).toMatch(
    new RegExp(`^${literally(callee.name)}: ${literally(argument)}: expected .+, received ${received}$`),
  )
  expect(error).toBeInstanceOf(type)
  expect((error as Error & { code?: string }).code).toBe('ERR_BLASNET_OPTION')
  return error.message
}

/** The error that `action` throws or rejects with. */
export async function errorOf(action: () => unknown): Promise<Error> {
  let result: unknown
  try {
    result = await action()
  } catch (error) {
    expect(error).toBeInstanceOf(Error)
    return error as Error
  }
  throw new Error(`expected an error, received ${String(result)}`)
}

export const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/** The value of a property, without running a getter. */
function propertyOf(args: Arguments, key: string): unknown {
  const isObject = typeof args === 'object' && args !== null
  return isObject ? Object.getOwnPropertyDescriptor(args, key)?.value : undefined
}

/** All bytes of the buffer behind an array; none for anything else, or when nothing is left of the buffer. */
function bytesOf(value: unknown): string {
  if (!ArrayBuffer.isView(value) || value.buffer.byteLength === 0) return ''
  return Buffer.from(value.buffer as ArrayBuffer).toString('hex')
}
