import type { GivenSettings } from '../config/checks.ts'

/** Settings that a report may take from the command line, for all its networks. */
export const overridable = ['data', 'trainSamples', 'validationSamples', 'epochs'] as const

export type Overrides = Pick<GivenSettings, (typeof overridable)[number]>

/** What the command line asks for. */
export interface ReportRequest {
  /** File of the catalogue. Default: the study's. */
  readonly catalogue?: string | undefined
  /** Seeds 1 … n. */
  readonly seeds: number
  /** `--only` */
  readonly only?: readonly string[] | undefined
  /** Networks trained at a time. */
  readonly jobs: number
  /** Parameters that a gradient check compares. Default: what the catalogue says, else {@link defaultParameters}. */
  readonly gradcheck?: 'all' | number | undefined
  readonly overrides: Overrides
  /** `--out` */
  readonly out?: string | undefined
  readonly resume: boolean
  readonly force: boolean
  readonly json: boolean
  readonly quiet: boolean
}
