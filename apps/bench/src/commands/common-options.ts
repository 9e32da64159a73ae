import { checkString } from '@blasnet/check'
import { Option } from '@commander-js/extra-typings'
import { flagInteger } from './flags.ts'

export const quickOption = new Option('--quick', 'a look in seconds: fewer settings, rounds and shorter samples')
export const roundsOption = new Option(
  '--rounds <n>',
  'measurements of each, in turn (default: as many as are sensible)',
)
export const outOption = new Option('--out <folder>', 'write bench.json and the figures into this folder')
export const jsonOption = new Option('--json', 'print one JSON document with every sample, nothing else')

/** Flags that every measuring command has, checked. */
export interface CommonFlags {
  readonly quick?: true | undefined
  readonly rounds?: string | undefined
}

export function checkRounds(flags: CommonFlags, defaults: { readonly full: number; readonly quick: number }): number {
  if (flags.rounds === undefined) return flags.quick ? defaults.quick : defaults.full
  return flagInteger('--rounds', flags.rounds, { min: 1, max: 1000 })
}

export function checkOut(out: string | undefined): string | undefined {
  return out === undefined ? undefined : checkString('--out', out)
}
