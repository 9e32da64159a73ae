/** A part of a derivation: a paragraph of prose, a displayed formula, a table; in this order where there are several. */
export interface DerivationStep {
  readonly text?: string
  /** TeX, as MathML and GitHub can show it. */
  readonly tex?: string
  readonly table?: {
    readonly caption: string
    readonly columns: readonly string[]
    readonly rows: readonly (readonly string[])[]
  }
}
