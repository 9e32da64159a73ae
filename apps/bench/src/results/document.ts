/** What belongs together: measured in turn with one another, shown in one table. */
export const suites = ['step', 'depth', 'kernels', 'scale', 'accuracy', 'peers'] as const
export type Suite = (typeof suites)[number]

/** What `work` of a result was done in one sample. Rates are these over seconds. */
export interface Work {
  readonly samples?: number
  readonly steps?: number
  /** Floating-point operations of the dense network's matrix products, whichever path computes them. */
  readonly flops?: number
  /** Bytes that have to move at least. */
  readonly bytes?: number
}

/** One thing that was timed. */
export interface Result {
  /** Stable over versions, what `compare` matches by: `depth/train/784-64x3-10/b32/f32/t1`. */
  readonly id: string
  readonly suite: Suite
  /** Network, batch size, dtype, threads, optimizer, path … */
  readonly setup: Readonly<Record<string, string | number | boolean>>
  /** Done once in every sample. */
  readonly work: Work
  /** Seconds by the clock of every sample, in the order measured; at least one. */
  readonly seconds: readonly number[]
  readonly seeds?: readonly number[]
  /** Losses, versions of a peer … */
  readonly notes?: Readonly<Record<string, string | number | readonly number[]>>
}

/** Enough to tell why another machine gives other figures. */
export interface Machine {
  readonly cpu: { readonly model: string; readonly cores: number }
  /** Bytes. */
  readonly memory: number
  readonly os: { readonly platform: string; readonly release: string; readonly arch: string }
  readonly node: string
  readonly blasnet: string
  readonly openblas: {
    readonly core: string
    readonly version: string
    readonly threading: string
    readonly threads: number
  }
  readonly simd: string
  readonly compiler: string
  /** Variables that tell OpenBLAS and OpenMP what to do, where they are set: `OPENBLAS_CORETYPE` and the like. */
  readonly environment: Readonly<Record<string, string>>
  /** Of the last 1, 5 and 15 minutes before the first measurement; zeros where the system does not tell. */
  readonly loadAverage: readonly number[]
}

/** The content of `bench.json`. */
export interface Document {
  readonly format: 'blasnet-bench'
  readonly version: 1
  /** When it was begun, ISO 8601 in UTC. */
  readonly created: string
  /** The arguments after `bench`. */
  readonly command: readonly string[]
  /** True where it was cut short: what had been measured until then is there. */
  readonly interrupted?: boolean
  readonly machine: Machine
  readonly results: readonly Result[]
}
