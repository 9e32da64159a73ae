/** Something went wrong that is nobody's mistake on the command line. Exits 1, with the message alone. */
export class Failure extends Error {
  override readonly name = 'Failure'
}
