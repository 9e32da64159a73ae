import type { JudgedClaim } from '../claims/judge-claim.ts'
import type { Verdict } from '../claims/verdict.ts'
import type { FigureModel } from '../figures/model.ts'

/** A report as a reader meets it, whatever it is written as: page or Markdown. */
export interface ReportDocument {
  readonly title: string
  readonly subtitle?: string
  readonly introduction: readonly string[]
  /** What a partial report lacks, and how to finish it. */
  readonly missing?: { readonly sentences: readonly string[]; readonly command?: string }
  readonly sections: readonly Section[]
  /** Last line: when and where it was made. */
  readonly colophon: string
}

export interface Section {
  /** Part of addresses within the page. */
  readonly id: string
  /** "3", "4d"; stands before the title. */
  readonly number?: string
  readonly title: string
  readonly blocks: readonly Block[]
}

/** Texts of blocks are prose: a small part of Markdown. */
export type Block =
  | { readonly kind: 'prose'; readonly paragraphs: readonly string[] }
  | { readonly kind: 'formula'; readonly tex: readonly string[]; readonly boxed?: boolean }
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'figure'; readonly figure: FigureModel }
  | { readonly kind: 'claims'; readonly claims: readonly JudgedClaim[]; readonly source: (id: string) => string }
  | { readonly kind: 'notice'; readonly text: string }
  /** Something to look up: folded away on the page until asked for. */
  | { readonly kind: 'details'; readonly summary: string; readonly blocks: readonly Block[] }

export interface Table {
  readonly caption: string
  readonly columns: readonly { readonly title: string; readonly align: 'left' | 'right'; readonly note?: string }[]
  readonly rows: readonly (readonly Cell[])[]
}

/** The first cell of a row is its heading. */
export interface Cell {
  readonly text: string
  /** Of seeds, `± 0.12`: behind the text, or below it where space is short. */
  readonly deviation?: string
  /** Below, smaller and quieter. */
  readonly note?: string
  /** A mark in the colour of a network. */
  readonly slot?: number
  readonly verdict?: Verdict
}
