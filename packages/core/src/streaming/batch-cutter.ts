import type { Inputs } from '@blasnet/datasets'
import type { CheckedData } from '../data/check-data.ts'
import { bytesOf } from './piece.ts'

/** Whole batches that stand in a row in one piece of data. */
export interface Cut {
  readonly data: CheckedData
  /** First sample of the first batch. */
  readonly first: number
  readonly batches: number
}

type FloatingArray = Inputs | Float64Array

/**
 * Cuts pieces of any size into batches, as if they were one piece: batches within a piece are read where they are, one that
 * lies across pieces is put together.
 */
export class BatchCutter {
  readonly #batchSize: number
  /** The beginning of a batch, copied from pieces that are gone. */
  #open: CheckedData[] = []
  #openCount = 0

  constructor(batchSize: number) {
    this.#batchSize = batchSize
  }

  /** Of samples that wait for the rest of their batch. */
  get bytes(): number {
    return this.#open.reduce((sum, data) => sum + bytesOf(data), 0)
  }

  /** The batches that a piece completes or holds; what is left over of it is copied. */
  cut(piece: CheckedData): Cut[] {
    const cuts: Cut[] = []
    const size = this.#batchSize
    const taken = this.#openCount === 0 ? 0 : Math.min(size - this.#openCount, piece.count)
    if (taken > 0) this.#keep(piece, 0, taken)
    if (this.#openCount === size) {
      cuts.push({ data: joined(this.#open), first: 0, batches: 1 })
      this.#open = []
      this.#openCount = 0
    }
    const batches = Math.floor((piece.count - taken) / size)
    if (batches > 0) cuts.push({ data: piece, first: taken, batches })
    const used = taken + batches * size
    if (used < piece.count) this.#keep(piece, used, piece.count)
    return cuts
  }

  #keep(piece: CheckedData, from: number, to: number): void {
    this.#open.push(rows(piece, from, to))
    this.#openCount += to - from
  }
}

/** Samples from … to − 1, copied. */
function rows({ count, ...data }: CheckedData, from: number, to: number): CheckedData {
  const part = <A extends { slice(first: number, last: number): A; readonly length: number }>(array: A): A =>
    array.slice((from * array.length) / count, (to * array.length) / count)
  const { inputs, labels, targets, sampleWeights } = data
  return {
    ...data,
    count: to - from,
    inputs: part<Inputs>(inputs),
    ...(labels && { labels: Int32Array.from(labels.subarray(from, to)) }),
    ...(targets && { targets: part<Inputs>(targets) }),
    ...(sampleWeights && { sampleWeights: part(sampleWeights) }),
  }
}

/** One after the other: of the type they share, else as doubles, which hold bytes and floats exactly. */
function joined(parts: readonly CheckedData[]): CheckedData {
  const [first] = parts as [CheckedData]
  const count = parts.reduce((sum, part) => sum + part.count, 0)
  const weighted = parts.some(part => part.sampleWeights !== undefined)
  return {
    ...first,
    count,
    inputs: concatenated(parts.map(part => part.inputs)),
    ...(first.labels && { labels: Int32Array.from(parts.flatMap(part => Array.from(part.labels as Int32Array))) }),
    ...(first.targets && { targets: concatenated(parts.map(part => part.targets as Inputs)) }),
    ...(weighted && { sampleWeights: Float64Array.from(parts.flatMap(weightsOf)) }),
  }
}

function weightsOf({ count, sampleWeights }: CheckedData): number[] {
  return sampleWeights ? [...sampleWeights] : Array(count).fill(1)
}

function concatenated(parts: readonly FloatingArray[]): Inputs {
  const [first] = parts as [Inputs]
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const same = parts.every(part => Object.getPrototypeOf(part) === Object.getPrototypeOf(first))
  const all: Inputs = !same
    ? new Float64Array(length)
    : first instanceof Uint8Array
      ? new Uint8Array(length)
      : first instanceof Float32Array
        ? new Float32Array(length)
        : new Float64Array(length)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
