import type { Dataset } from '@blasnet/datasets'
import { printable } from '../terminal/printable.ts'

/** What people call a class: its name where the data set has names, else its number. */
export function className(label: number, classNames: Dataset['classNames']): string {
  const name = classNames?.[label]
  return name === undefined ? String(label) : printable(name)
}
