import { OptionError } from '@blasnet/check'
import type { Augmentation } from '@blasnet/core'
import { checkAugmentation as check } from '@blasnet/core/options'
import { numeric } from './decimal.ts'

/** What `default` stands for: changes after which people still read the digits of MNIST as they were meant. */
export const defaultAugmentation: Augmentation = Object.freeze({
  ...{ shift: 1, rotation: 10, scale: 0.15, shear: 10 },
  elastic: Object.freeze({ strength: 36, smoothness: 5 }),
})

const numbers = ['shift', 'rotation', 'scale', 'shear'] as const
const names: readonly string[] = [...numbers, 'elastic']
const forms = "'default', 'none' or a list as 'shift=2,rotation=15,scale=0.1,shear=5,elastic=36:5'"

/**
 * An augmentation from `default`, `none` or text such as `shift=2,rotation=15,elastic=36:5` (strength:smoothness), or,
 * from a configuration file, the object that core takes.
 *
 * @throws OptionError naming `option`
 */
export function checkAugmentation(option: string, value: unknown): Augmentation {
  return check(option, typeof value === 'string' ? parse(option, value) : value)
}

/** As the flag takes it: `shift=2,elastic=36:5`, or `none`. */
export function formatAugmentation(augmentation: Augmentation): string {
  const { elastic } = augmentation
  const items = numbers.flatMap(name => (augmentation[name] === undefined ? [] : [`${name}=${augmentation[name]}`]))
  if (elastic !== undefined) items.push(`elastic=${elastic.strength}:${elastic.smoothness}`)
  return items.length === 0 ? 'none' : items.join(',')
}

function parse(option: string, text: string): Record<string, unknown> {
  const words = text.trim().toLowerCase()
  if (words === 'none') return {}
  if (words === 'default') return { ...defaultAugmentation }
  const given: Record<string, unknown> = {}
  for (const item of words.split(',')) {
    const [, name = '', written = ''] = /^\s*([a-z]+)\s*=(.*)$/.exec(item) ?? []
    if (name === '') throw new OptionError(option, forms, text)
    if (!names.includes(name)) throw new OptionError(option, `names among ${names.join(', ')}`, name)
    const read = name === 'elastic' ? parseElastic(written) : numeric(written)
    if (read === undefined || typeof read === 'string') {
      throw new OptionError(
        `${option}.${name}`,
        name === 'elastic' ? 'STRENGTH:SMOOTHNESS, as 36:5' : 'a number',
        written,
      )
    }
    if (given[name] !== undefined) throw new OptionError(option, `${name} once`, text)
    given[name] = read
  }
  return given
}

function parseElastic(written: string): Augmentation['elastic'] {
  const [strength, smoothness, ...more] = written.split(':').map(numeric)
  if (typeof strength !== 'number' || typeof smoothness !== 'number' || more.length > 0) return undefined
  return { strength, smoothness }
}
