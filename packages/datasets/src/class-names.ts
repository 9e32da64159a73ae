import { checkString, OptionError } from '@blasnet/check'

/** A frozen copy of the names when each is a string with something in it; throws {@link OptionError} otherwise. */
export function checkClassNames(value: unknown): readonly string[] {
  if (!Array.isArray(value) || value.length === 0) throw new OptionError('classNames', 'an array of names', value)
  return Object.freeze(Array.from(value, (name, index) => checkString(`classNames[${index}]`, name)))
}
