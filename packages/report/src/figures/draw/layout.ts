/** Sizes of a figure in pixels; `narrow` is for phones. */
export interface Layout {
  readonly width: number
  readonly panelHeight: number
  /** At most this many panels in a row. */
  readonly columns: number
  readonly tickSize: number
  readonly labelSize: number
  readonly titleSize: number
  readonly xTicks: number
  readonly yTicks: number
  readonly padding: number
}

export const wideLayout: Layout = {
  width: 960,
  panelHeight: 410,
  columns: 3,
  tickSize: 16,
  labelSize: 17,
  titleSize: 22,
  xTicks: 8,
  yTicks: 8,
  padding: 16,
}

export const narrowLayout: Layout = {
  width: 400,
  panelHeight: 300,
  columns: 1,
  tickSize: 14,
  labelSize: 14.5,
  titleSize: 17,
  xTicks: 4,
  yTicks: 6,
  padding: 6,
}

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}
