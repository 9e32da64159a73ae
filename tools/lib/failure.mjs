/** Something that a person has to put right: its message is shown as it is, without a stack trace. */
export class Failure extends Error {
  /** @param {string} message what went wrong and what to do about it, on one or more lines */
  constructor(message) {
    super(message)
    this.name = 'Failure'
  }
}
