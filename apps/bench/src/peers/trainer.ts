/** A piece of training. */
export interface RunRequest {
  readonly steps: number
  /** Back to the initial weights, no velocity and the first batch before it begins. */
  readonly fromStart: boolean
  /** Whether losses are wanted; computed are they in any case. */
  readonly losses: boolean
}

export interface RunReply {
  /** By the clock of whoever trained, around the steps alone. */
  readonly seconds: number
  /** Of every step before its update, and after it of the validation where there is one; empty unless wanted. */
  readonly losses: readonly number[]
}

/** Somebody who trains: blasnet, or a peer in a process of its own. */
export interface Trainer {
  /** Of the library first, then of what it stands on. */
  readonly versions: Readonly<Record<string, string>>
  /** Steps have to be a multiple of this. */
  readonly stepsMultiple: number
  run(request: RunRequest): Promise<RunReply>
  /** Ends it at once, whatever it is doing. */
  close(): void
}

/** `steps`, or the next number of steps that the trainer can do. */
export function wholeSteps(steps: number, { stepsMultiple }: Trainer): number {
  return Math.max(1, Math.ceil(steps / stepsMultiple)) * stepsMultiple
}
