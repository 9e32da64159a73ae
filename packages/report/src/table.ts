export interface TextColumn {
  readonly title: string
  readonly align: 'left' | 'right'
}

/** A table of text: for a terminal, Markdown or a page alike. */
export interface TextTable {
  readonly columns: readonly TextColumn[]
  readonly rows: readonly (readonly string[])[]
}
