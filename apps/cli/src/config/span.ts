import type { Span } from '@blasnet/core'
import { numeric } from './decimal.ts'

/** `500steps` or `2.5 epochs` as a span, with or without the s; undefined where it is neither. */
export function parseSpan(text: string): Span | undefined {
  const [, number = '', unit] = /^\s*(\S+?)\s*(step|epoch)s?\s*$/i.exec(text) ?? []
  const count = numeric(number)
  if (typeof count !== 'number') return undefined
  return unit?.toLowerCase() === 'step' ? { steps: count } : { epochs: count }
}

/** `1 step`, `2.5 epochs`; without the space where there must be none. */
export function formatSpan({ steps, epochs }: Span, space = ' '): string {
  const count = steps ?? epochs
  return `${count}${space}${steps === undefined ? 'epoch' : 'step'}${count === 1 ? '' : 's'}`
}
