/** 31250 → `31,250`. */
export function thousands(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}

/** 0.9184 → `91.84 %`. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`
}

/** A loss with four significant digits, whatever its size. */
export function loss(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  if (value !== 0 && Math.abs(value) < 1e-4) return value.toExponential(2)
  return Math.abs(value) >= 1000 ? value.toPrecision(4) : value.toFixed(4)
}

/** Passes over the data, with one decimal unless they are whole: 14.4, 50. */
export function epochs(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(1)
}

/** 245113 → `245k`, for where space is short. */
export function short(value: number): string {
  if (value >= 999_500) return `${(value / 1e6).toPrecision(3)}M`
  if (value >= 999.5) return `${(value / 1e3).toFixed(0)}k`
  return value.toFixed(0)
}

/** Time on a clock: `0:07`, `12:30`, `1:02:03`. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const pad = (value: number) => String(value).padStart(2, '0')
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(rest)}` : `${minutes}:${pad(rest)}`
}

/** A duration to read: `6.1 s`, `4 min 10 s`. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`
  const whole = Math.round(seconds)
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min ${rest} s`
}
