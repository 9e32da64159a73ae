import type { SweepChoices } from './plan-file.ts'

/** What the command line asks for. */
export interface SweepRequest {
  /** File that says what flags say. */
  readonly file?: string | undefined
  /** Texts of the flags of train that are given, by the name of the flag. */
  readonly fixed: readonly (readonly [name: string, text: string])[]
  /** `--config` */
  readonly configFile?: string | undefined
  readonly vary: readonly string[]
  readonly sample: readonly string[]
  readonly random?: number | undefined
  readonly seeds?: number | undefined
  readonly sweepSeed?: number | undefined
  readonly holdOut?: number | undefined
  readonly metric?: SweepChoices['metric'] | undefined
  readonly models?: boolean | undefined
  /** `--resume DIR` */
  readonly resume?: string | undefined
  /** `--out` */
  readonly out?: string | undefined
  readonly jobs: number
  readonly maxMinutes?: number | undefined
  readonly dryRun: boolean
  readonly json: boolean
  readonly quiet: boolean
}
