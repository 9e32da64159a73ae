/**
 * The first version number in a text, `1.2` or `1.2.3`.
 *
 * @param {string} text
 */
export function findVersion(text) {
  return /\d+\.\d+(\.\d+)?/.exec(text)?.[0]
}

/**
 * Whether a version is at least another; a part that is not written counts as 0.
 *
 * @param {string} version
 * @param {string} least
 */
export function isAtLeast(version, least) {
  const a = parts(version)
  const b = parts(least)
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return true
}

/** @param {string} version */
function parts(version) {
  return version.split('.').map(part => Number.parseInt(part, 10))
}
