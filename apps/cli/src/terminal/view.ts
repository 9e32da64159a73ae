import { type PictureColours, pictureColours } from './picture-colours.ts'
import { usableColumns } from './progress.ts'
import { createStyle, type Style } from './style.ts'

/** How standard output shows things. */
export interface View {
  readonly style: Style
  readonly colours: PictureColours
  /** Columns for sentences and pictures; 100 where output is no terminal. */
  readonly columns: number
  /** Columns that a table must fit into; undefined where output is no terminal, so that files hold all of it. */
  readonly tableColumns: number | undefined
}

export function outputView(stream: NodeJS.WriteStream = process.stdout): View {
  const columns = stream.isTTY ? usableColumns(stream) : undefined
  return {
    style: createStyle(stream),
    colours: pictureColours(stream),
    columns: columns ?? 100,
    tableColumns: columns,
  }
}
