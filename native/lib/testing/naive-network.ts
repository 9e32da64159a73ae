import type { Activation, NativeLayer } from '../addon-types.ts'
import { activate, derivative, type LossAndGradient, softmaxCrossEntropy } from './naive-kernels.ts'

export interface Sample {
  readonly x: readonly number[]
  readonly label: number
}

interface Layer {
  readonly inputs: number
  readonly units: number
  readonly activation: Activation
  /** Offset of weight [units, inputs] among the parameters; the bias [units], where there is one, follows it. */
  readonly weight: number
  readonly bias: number | undefined
}

/**
 * A multilayer perceptron written out sample by sample and unit by unit, in float64. Its parameters are one list in
 * the order of `NativeNetwork.getParameters`.
 */
export class NaiveNetwork {
  readonly layers: readonly Layer[]
  parameters: number[]
  velocity: number[]

  constructor(inputs: number, layers: readonly NativeLayer[], parameters: ArrayLike<number>) {
    let offset = 0
    let width = inputs
    this.layers = layers.map(({ units, activation, bias }) => {
      const layer = {
        inputs: width,
        units,
        activation,
        weight: offset,
        bias: bias ? offset + units * width : undefined,
      }
      offset += units * width + (bias ? units : 0)
      width = units
      return layer
    })
    this.parameters = Array.from(parameters)
    this.velocity = this.parameters.map(() => 0)
  }

  logits(x: readonly number[]): number[] {
    return this.#preactivations(x).outputs.at(-1)!
  }

  /** Mean loss over a batch, and its gradient for every parameter. */
  lossAndGradient(batch: readonly Sample[]): LossAndGradient {
    const passes = batch.map(({ x }) => this.#preactivations(x))
    const classes = this.layers.at(-1)!.units
    const logits = passes.flatMap(({ outputs }) => outputs.at(-1)!)
    const { gradient: slopes, ...rest } = softmaxCrossEntropy(logits, labelsOf(batch), classes)
    const gradient = this.parameters.map(() => 0)
    passes.forEach(({ z, outputs }, i) => {
      let dy = slopes.slice(i * classes, (i + 1) * classes)
      for (let l = this.layers.length - 1; l >= 0; l--) {
        const { inputs, units, activation, weight, bias } = this.layers[l]!
        const below = l === 0 ? batch[i]!.x : outputs[l - 1]!
        const delta = dy.map((slope, unit) => slope * derivative(activation, z[l]![unit]!))
        dy = Array.from({ length: inputs }, () => 0)
        for (let unit = 0; unit < units; unit++) {
          for (let input = 0; input < inputs; input++) {
            const at = weight + unit * inputs + input
            gradient[at] = gradient[at]! + delta[unit]! * below[input]!
            dy[input] = dy[input]! + delta[unit]! * this.parameters[at]!
          }
          if (bias !== undefined) gradient[bias + unit] = gradient[bias + unit]! + delta[unit]!
        }
      }
    })
    return { ...rest, gradient }
  }

  /** v ← ∇ + γ·v; w ← w − α·v. Returns the loss before the step. */
  step(batch: readonly Sample[], learningRate: number, momentum: number): number {
    const { loss, gradient } = this.lossAndGradient(batch)
    this.velocity = this.velocity.map((v, i) => gradient[i]! + momentum * v)
    this.parameters = this.parameters.map((w, i) => w - learningRate * this.velocity[i]!)
    return loss
  }

  /** Mean loss and number of right answers. */
  evaluate(samples: readonly Sample[]): { loss: number; correct: number; count: number } {
    const logits = samples.flatMap(({ x }) => this.logits(x))
    const { loss, correct } = softmaxCrossEntropy(logits, labelsOf(samples), this.layers.at(-1)!.units)
    return { loss, correct, count: samples.length }
  }

  /** z and f(z) of every layer, for one sample. */
  #preactivations(x: readonly number[]): { z: number[][]; outputs: number[][] } {
    const z: number[][] = []
    const outputs: number[][] = []
    let below = x
    for (const { inputs, units, activation, weight, bias } of this.layers) {
      const row = Array.from({ length: units }, (_, unit) => {
        let sum = bias === undefined ? 0 : this.parameters[bias + unit]!
        for (let input = 0; input < inputs; input++)
          sum += this.parameters[weight + unit * inputs + input]! * below[input]!
        return sum
      })
      z.push(row)
      below = row.map(value => activate(activation, value))
      outputs.push([...below])
    }
    return { z, outputs }
  }
}

const labelsOf = (samples: readonly Sample[]) => Uint8Array.from(samples, ({ label }) => label)
