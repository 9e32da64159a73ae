/** Rows of features, [count, features] row-major: bytes as stored, or floating point. */
export type Inputs = Uint8Array | Float32Array | Float64Array

/** Class indices from 0, [count]. */
export type Labels = Uint8Array | Uint16Array | Uint32Array | Int32Array

/** What training and evaluation need: one label for each row of inputs. */
export interface LabelledData {
  readonly inputs: Inputs
  readonly labels: Labels
}

/** Labelled images or feature rows with what is known about them. */
export interface Dataset extends LabelledData {
  /** Shown to people: `MNIST training images`. */
  readonly name: string
  /** Number of samples. */
  readonly count: number
  /** Values a sample, for images height · width. */
  readonly features: number
  /** Number of classes; every label is below it. */
  readonly classes: number
  /** Set when each sample is a picture, stored row by row. */
  readonly image?: { readonly height: number; readonly width: number }
  /** Name of each class, [classes], where the data set has names. */
  readonly classNames?: readonly string[]
}

/** A training and a test set that belong together. */
export interface DatasetPair {
  readonly train: Dataset
  readonly test: Dataset
}

/** Scalar statistics over every value of a data set: x is normalised to (x − mean) / standardDeviation. */
export interface Normalisation {
  readonly mean: number
  /** Population standard deviation √(Σ(x − mean)² / n). */
  readonly standardDeviation: number
}
