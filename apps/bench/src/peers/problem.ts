/** Why a peer is not measured, or no longer. The others go on. */
export class PeerProblem extends Error {
  /** `missing`: it, or what runs it, is not installed. `failed`: it crashed, hung or talked nonsense. */
  readonly kind: 'missing' | 'failed'

  constructor(kind: PeerProblem['kind'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'PeerProblem'
    this.kind = kind
  }
}
