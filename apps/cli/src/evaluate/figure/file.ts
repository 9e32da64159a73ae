import path from 'node:path'
import { OptionError } from '@blasnet/check'

/** Returns the name of a file that a figure can be written to; throws OptionError otherwise. */
export function checkFigureFile(option: string, value: unknown): string {
  if (typeof value !== 'string' || !['.svg', '.png'].includes(extension(value))) {
    throw new OptionError(option, 'a file that ends in .svg or .png', value)
  }
  return value
}

/** `.svg` or `.png`, in lower case. */
export function extension(file: string): string {
  return path.extname(file).toLowerCase()
}
