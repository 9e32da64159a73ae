/** Independent integers, each uniform on 0 … bound − 1 (bound at most 2³²). */
export type DrawBelow = (bound: number) => number

/**
 * xoshiro128** 1.1 (Blackman and Vigna), its state filled by SplitMix64 from the seed 0 … 2⁵³ − 1. The same seed gives
 * the same numbers on every machine.
 */
export function createDraw(seed: number): DrawBelow {
  const next = xoshiro128(splitMix64(BigInt(seed), 2))
  return bound => {
    // Refusing the incomplete last run of 0 … bound − 1 keeps every value equally likely.
    const limit = 2 ** 32 - (2 ** 32 % bound)
    let word = next()
    while (word >= limit) word = next()
    return word % bound
  }
}

/** The first `count` outputs of SplitMix64, each as its low and then its high 32 bits. */
export function splitMix64(seed: bigint, count: number): Uint32Array {
  const words = new Uint32Array(2 * count)
  for (let i = 0; i < count; i++) {
    let z = BigInt.asUintN(64, seed + 0x9e3779b97f4a7c15n * BigInt(i + 1))
    z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n)
    z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn)
    z ^= z >> 31n
    words[2 * i] = Number(z & 0xffffffffn)
    words[2 * i + 1] = Number(z >> 32n)
  }
  return words
}

/** The generator itself: 32 bits a call, from a state of four words that are not all zero. */
export function xoshiro128(state: Uint32Array): () => number {
  let [a, b, c, d] = state as unknown as [number, number, number, number]
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotate(d, 11)
    return result
  }
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
}
