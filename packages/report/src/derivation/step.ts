/** A part of a derivation: a paragraph of prose, a displayed formula, a table; in this order where there are several. */
export interface DerivationStep {
  readonly text?: string
  /** TeX, as MathML and GitHub can show it. Several formulas stand side by side where there is room. */
  readonly tex?: readonly string[]
  /** The result: framed. */
  readonly boxed?: boolean
  readonly table?: {
    readonly caption: string
    readonly columns: readonly string[]
    readonly rows: readonly (readonly string[])[]
  }
}
