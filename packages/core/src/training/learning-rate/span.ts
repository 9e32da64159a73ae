import { checkInteger, checkNumber, checkObject, OptionError } from '@blasnet/check'
import type { Span } from './options.ts'

const MOST = 2 ** 31 - 1

/** Steps of a span, rounded to the nearest number, and at least one. */
export function stepsOf(span: Span, stepsPerEpoch: number): number {
  return span.steps ?? Math.max(1, Math.round(span.epochs * stepsPerEpoch))
}

/**
 * Checks a {@link Span} that may have other keys beside it.
 *
 * @throws OptionError
 */
export function checkSpan<const K extends string>(option: string, value: unknown, others: readonly K[] = []): Span {
  const { steps, epochs } = checkObject<'steps' | 'epochs'>(option, value, ['steps', 'epochs', ...(others as never[])])
  if ((steps === undefined) === (epochs === undefined)) {
    throw new OptionError(option, 'either steps or epochs', value)
  }
  if (steps !== undefined)
    return Object.freeze({ steps: checkInteger(`${option}.steps`, steps, { min: 1, max: MOST }) })
  return Object.freeze({ epochs: checkNumber(`${option}.epochs`, epochs, { min: 0, exclusiveMin: true, max: MOST }) })
}
