import { expect } from 'vitest'
import { DataError } from '../data-error.ts'

/** The DataError that `action` throws or rejects with; fails when there is none. */
export async function dataErrorOf(action: () => unknown): Promise<DataError> {
  try {
    await action()
  } catch (error) {
    expect(error).toBeInstanceOf(DataError)
    expect((error as DataError).code).toBe('ERR_BLASNET_DATA')
    return error as DataError
  }
  throw new Error('expected a DataError, nothing was thrown')
}
