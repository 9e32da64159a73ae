/** Philox4x32-10 and what is drawn from it, as Salmon et al. 2011 and the docstrings describe them, on bigints. */

const low = (x: bigint) => x & 0xffffffffn
const high = (x: bigint) => x >> 32n

type Words = [bigint, bigint, bigint, bigint]

export function philox4x32(counter: Words, key: [bigint, bigint]): Words {
  let [c0, c1, c2, c3] = counter
  let [k0, k1] = key
  for (let round = 0; round < 10; round++) {
    const a = 0xd2511f53n * c0
    const b = 0xcd9e8d57n * c2
    ;[c0, c1, c2, c3] = [high(b) ^ c1 ^ k0, low(b), high(a) ^ c3 ^ k1, low(a)]
    k0 = low(k0 + 0x9e3779b9n)
    k1 = low(k1 + 0xbb67ae85n)
  }
  return [c0, c1, c2, c3]
}

/** 64-bit words of a stream: block i has the counter (i, stream) and the key `seed`, low word first. */
export function* words(seed: number, stream: number): Generator<bigint, never> {
  const [s, t] = [BigInt(seed), BigInt(stream)]
  for (let block = 0n; ; block++) {
    const w = philox4x32([low(block), high(block), low(t), high(t)], [low(s), high(s)])
    yield (w[1] << 32n) | w[0]
    yield (w[3] << 32n) | w[2]
  }
}

/** Numbers in [0, 1), multiples of 2⁻⁵³. */
export function* unitNumbers(seed: number, stream: number): Generator<number, never> {
  for (const word of words(seed, stream)) yield Number(word >> 11n) * 2 ** -53
  throw new Error('the words of a stream do not end')
}

/** N(0, 1), two at a time, by the polar method. */
export function* normalNumbers(seed: number, stream: number): Generator<number, never> {
  const unit = unitNumbers(seed, stream)
  for (;;) {
    const u = 2 * unit.next().value - 1
    const v = 2 * unit.next().value - 1
    const s = u * u + v * v
    if (s >= 1 || s === 0) continue
    const factor = Math.sqrt((-2 * Math.log(s)) / s)
    yield u * factor
    yield v * factor
  }
}

/** Fisher and Yates from the end, each position drawn without bias (Lemire 2019). */
export function permutation(count: number, seed: number, stream: number): number[] {
  const source = words(seed, stream)
  const below = (bound: bigint) => {
    const threshold = (2n ** 32n - bound) % bound
    for (;;) {
      const product = high(source.next().value) * bound
      if (low(product) >= threshold) return Number(high(product))
    }
  }
  const out = Array.from({ length: count }, (_, i) => i)
  for (let i = count; i > 1; i--) {
    const j = below(BigInt(i))
    ;[out[i - 1], out[j]] = [out[j]!, out[i - 1]!]
  }
  return out
}
