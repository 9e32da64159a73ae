/** The command line, or a file it names, says something that blasnet cannot do. Exits 2, with the message alone. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** A flag or argument holds the wrong value: names it, what was expected and what came. */
export function invalidValue(name: string, expected: string, received: string, hint?: string): UsageError {
  const text = `${name}: expected ${expected}, received ${JSON.stringify(received)}`
  return new UsageError(hint === undefined ? text : `${text}; ${hint}`)
}
