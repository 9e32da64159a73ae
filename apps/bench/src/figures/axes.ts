/** Ends, ticks and the place of a value from 0 (start) to 1 (end) of an axis of lengths. */
export function scaleTicks(values: readonly number[], scale: 'linear' | 'log') {
  const largest = Math.max(...values)
  return scale === 'linear' ? linearTicks(largest) : logTicks(Math.min(...values), largest)
}

function linearTicks(largest: number) {
  const end = largest > 0 ? largest * 1.02 : 1
  // Of 1, 2 and 5 in powers of ten the step that gives four to nine ticks.
  const rough = end / 8
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find(digit => digit * power >= rough) ?? 10) * power
  const count = Math.floor(end / step + 1e-9)
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9))
  const ticks = Array.from({ length: count + 1 }, (_, i) => ({
    value: i * step,
    text: (i * step).toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
  }))
  return { domain: [0, end] as const, ticks, position: (value: number) => value / end }
}

function logTicks(smallest: number, largest: number) {
  // A shortest bar that can be seen: it ends at least a twelfth of the axis from its start.
  const room = (largest / smallest) ** (1 / 11)
  const start = 10 ** Math.floor(Math.log10(smallest / Math.max(room, 1.2)))
  const end = largest * 1.05
  const powers = Math.floor(Math.log10(end / start) + 1e-9)
  const ticks = Array.from({ length: powers + 1 }, (_, i) => {
    const value = start * 10 ** i
    return { value, text: value.toLocaleString('en-US', { maximumFractionDigits: 9 }) }
  })
  const position = (value: number) => Math.log(value / start) / Math.log(end / start)
  return { domain: [start, end] as const, ticks, position }
}

/** A domain around values of a logarithmic axis, with room to both sides. */
export function logDomain(values: readonly number[], room = 1.15): [number, number] {
  return [Math.min(...values) / room, Math.max(...values) * room]
}

/** Of the places where something was measured, from both ends those whose labels have room on a logarithmic axis. */
export function measuredTicks(values: readonly number[]): number[] {
  const sorted = [...new Set(values)].sort((a, b) => a - b)
  const [first, last] = [sorted[0] ?? 1, sorted.at(-1) ?? 1]
  const apart = (last / first) ** 0.09
  const ticks: number[] = []
  for (const value of sorted.length === 1 ? sorted : [last, ...sorted]) {
    if (ticks.every(tick => Math.max(tick / value, value / tick) >= apart)) ticks.push(value)
  }
  return ticks.sort((a, b) => a - b)
}
