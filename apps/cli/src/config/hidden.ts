import { checkInteger, OptionError } from '@blasnet/check'

const mostLayers = 1000
/** The widest layer that core takes. */
const mostUnits = 2 ** 24
const expected = "units of each hidden layer, as 64, 60,60 or 64x10 (ten layers of 64), or 'none'"

/**
 * Units of each hidden layer from `64`, `60,60`, `64x10` (ten layers of 64), any of these joined by commas or dashes,
 * `none`, or, from a configuration file, a number or an array of numbers.
 *
 * @throws OptionError naming `option`
 */
export function checkHidden(option: string, value: unknown): readonly number[] {
  const layers = Array.isArray(value) ? value : typeof value === 'string' ? parse(option, value) : [value]
  if (layers.length > mostLayers) throw new OptionError(option, `at most ${mostLayers} hidden layers`, value)
  if (layers.length === 1 && typeof layers[0] !== 'number') throw new OptionError(option, expected, value)
  return layers.map((units, index) => {
    return checkInteger(layers.length === 1 ? option : `${option}, layer ${index + 1}`, units, {
      min: 1,
      max: mostUnits,
    })
  })
}

function parse(option: string, text: string): number[] {
  const words = text.trim().toLowerCase()
  if (words === 'none') return []
  return words.split(/[,-]/).flatMap(part => {
    const match = /^\s*(\d+)\s*(?:[x×*]\s*(\d+)\s*)?$/.exec(part)
    const count = Number(match?.[2] ?? 1)
    if (match === null || count === 0) throw new OptionError(option, expected, text)
    // One more than allowed is enough to be refused, whatever number stands there.
    return new Array<number>(Math.min(count, mostLayers + 1)).fill(Number(match[1]))
  })
}

/** As people write it: `64`, `60-60`, `64x10`, `none`. */
export function formatHidden(hidden: readonly number[]): string {
  if (hidden.length === 0) return 'none'
  const first = hidden[0]!
  if (hidden.length > 3 && hidden.every(units => units === first)) return `${first}x${hidden.length}`
  return hidden.join('-')
}
