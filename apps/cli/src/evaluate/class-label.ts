import { className } from '../data/class-name.ts'
import type { ClassResult } from './per-class.ts'

/** What classes are called: by name where the data set has one, else by number, as those that only the network knows. */
export function classLabel(index: number, classes: readonly ClassResult[]): string {
  const name = classes[index]?.name
  return name === undefined ? String(index) : className(0, [name])
}
