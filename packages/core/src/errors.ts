import { BlasnetError, describe } from '@blasnet/check'
import type { History } from './training/events.ts'

/** Inputs or labels do not fit together or do not fit the network: names which, what was expected and what came. */
export class InputDataError extends BlasnetError {
  /** Where the data came in: `data.train.labels`. */
  readonly data: string

  constructor(data: string, expected: string, received: string) {
    super('ERR_BLASNET_DATA', `${data}: expected ${expected}, received ${received}`)
    this.data = data
  }
}

/** A network was asked for something while it is doing something that this cannot share it with. */
export class BusyError extends BlasnetError {
  /** What the network is doing: `training`. */
  readonly running: string

  constructor(wanted: string, running: string) {
    super(
      'ERR_BLASNET_BUSY',
      `network: expected it to be idle to ${wanted}, but it is ${running}; wait for that to end`,
    )
    this.running = running
  }
}

/** The network, or a training loop, was used after `dispose()`, or disposed of while it was at work. */
export class DisposedError extends BlasnetError {
  constructor(wanted: string, options?: ErrorOptions, what = 'network') {
    super('ERR_BLASNET_DISPOSED', `${what}: cannot ${wanted}, it has been disposed of`, options)
  }
}

/** The pieces of a training step were called in the wrong order: names the piece and what has to come first. */
export class CallOrderError extends BlasnetError {
  /** What was called: `backward`. */
  readonly call: string

  constructor(call: string, expected: string) {
    super('ERR_BLASNET_ORDER', `loop.${call}: expected ${expected}`)
    this.call = call
  }
}

/** A model file cannot be read, written, or trusted: names the file and what is wrong with it. */
export class ModelFileError extends BlasnetError {
  readonly file: string
  readonly what: string

  constructor(file: string, what: string, options?: ErrorOptions) {
    super('ERR_BLASNET_MODEL_FILE', `${file}: ${what}`, options)
    this.file = file
    this.what = what
  }
}

export interface NonFiniteLoss {
  /** What the loss was measured on: `the training batch`, `the validation data`; or a tensor, `layers.0.weight`. */
  readonly measuredOn: string
  /** The loss; of a tensor the value that is not finite. */
  readonly loss: number
  /** The step whose batch, or after which, it was measured, counting from 0. Absent outside training. */
  readonly step?: number
  readonly learningRate?: number
  /** What was recorded before: finite figures only. */
  readonly history?: History
  /** Where the first number that is not finite turned up: a layer, counted from 0, or past all of them the loss. */
  readonly firstIn?: 'inputs' | number | 'loss'
}

/** A loss, or a weight after the last step, came out NaN or infinite: training diverged, or inputs or weights are beyond what the network can hold. */
export class NonFiniteLossError extends BlasnetError {
  readonly measuredOn: string
  readonly loss: number
  readonly step: number | undefined
  readonly learningRate: number | undefined
  readonly history: History | undefined
  readonly firstIn: 'inputs' | number | 'loss' | undefined

  constructor({ measuredOn, loss, step, learningRate, history, firstIn }: NonFiniteLoss) {
    const at = step === undefined ? '' : ` at step ${step}`
    const where = firstIn === undefined ? at : `${at}, first in ${placeText(firstIn)}`
    const isTensor = measuredOn.startsWith('layers.')
    const what = isTensor ? `${measuredOn} after step ${step}` : `loss of ${measuredOn}${where}`
    const why = isTensor ? diverged(learningRate) : hint(step, learningRate)
    super('ERR_BLASNET_NON_FINITE', `${what}: expected a finite number, received ${loss}; ${why}`)
    this.measuredOn = measuredOn
    this.loss = loss
    this.step = step
    this.learningRate = learningRate
    this.history = history
    this.firstIn = firstIn
  }
}

function placeText(place: 'inputs' | number | 'loss'): string {
  if (place === 'inputs') return 'the inputs'
  return place === 'loss' ? 'the loss itself' : `the outputs of layer ${place}`
}

function hint(step: number | undefined, learningRate: number | undefined): string {
  if (learningRate === undefined || step === 0) return 'inputs or weights are too large, or are not normalised'
  return diverged(learningRate)
}

function diverged(learningRate: number | undefined): string {
  return `training diverged: try a learning rate well below ${describe(learningRate)}, or normalise the inputs`
}
