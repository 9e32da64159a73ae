const numbersPerChunk = 10_000

/**
 * An object as JSON, a key a line, in pieces: the losses of a long run would not fit into one string. Numbers are
 * written with as many digits as it takes to read the same float64 back.
 */
export function* jsonChunks(document: object): Generator<string> {
  let before = '{\n'
  for (const [key, value] of Object.entries(document)) {
    if (value === undefined) continue
    yield `${before}  ${JSON.stringify(key)}: `
    if (Array.isArray(value)) yield* arrayChunks(value)
    else yield JSON.stringify(value)
    before = ',\n'
  }
  yield before === '{\n' ? '{}\n' : '\n}\n'
}

function* arrayChunks(values: readonly unknown[]): Generator<string> {
  yield '['
  for (let first = 0; first < values.length; first += numbersPerChunk) {
    const part = JSON.stringify(values.slice(first, first + numbersPerChunk)).slice(1, -1)
    yield first === 0 ? part : `,${part}`
  }
  yield ']'
}
