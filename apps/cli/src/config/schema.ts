import { OptionError } from '@blasnet/check'
import { z } from 'zod'
import { checks, type GivenSettings } from './checks.ts'

/** Every key that a configuration file may hold. */
export const settingNames = Object.keys(checks) as readonly (keyof typeof checks)[]

/**
 * What a configuration file may hold: any of the settings, under the names of the flags in camel case, and no other
 * key. The message of an issue is `expected …`, after which the caller says what came.
 */
export const configSchema: z.ZodType<GivenSettings> = z.strictObject(
  Object.fromEntries(settingNames.map(name => [name, checked(checks[name]).optional()])),
)

function checked(check: (option: string, value: unknown) => unknown) {
  return z.unknown().transform((value, context): unknown => {
    try {
      return check('', value)
    } catch (error) {
      if (!(error instanceof OptionError)) throw error
      // 'initializer' reports a part of itself as '.low'; `hidden` one of its layers as ', layer 2'.
      context.addIssue({
        code: 'custom',
        message: error.expected,
        params: { part: error.option, came: error.received },
      })
      return z.NEVER
    }
  })
}
