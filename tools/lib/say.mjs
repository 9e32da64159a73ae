/**
 * Prints one message about the progress of set-up or build. It goes to stderr, so that stdout keeps
 * what the command itself has to say.
 *
 * @param {string} message
 */
export function say(message) {
  process.stderr.write(`${message}\n`)
}

/**
 * A duration for people: `0.3 s`, `42 s`, `3 min 7 s`.
 *
 * @param {number} seconds
 */
export function duration(seconds) {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}
