import type { DataDescription } from '../input.ts'
import type { Paint } from './color/theme.ts'
import type { Point } from './svg/path.ts'

/** A figure before it is drawn. */
export type FigureModel = PlotModel | DigitsModel

/** Example images with their labels. */
export interface DigitsModel {
  readonly kind: 'digits'
  readonly id: string
  readonly title: string
  readonly caption: readonly string[]
  readonly images: NonNullable<DataDescription['images']>
}

/** Curves: everything in the units of the data. */
export interface PlotModel {
  readonly kind: 'plot'
  /** Also the name of its files. */
  readonly id: string
  readonly title: string
  /** Plain sentences: what is drawn, what is left out. */
  readonly caption: readonly string[]
  readonly panels: readonly Panel[]
  /** Panels in a row, where there is room. */
  readonly columns: number
  readonly legend: readonly LegendEntry[]
}

export interface LegendEntry {
  readonly label: string
  /** In a quieter colour behind the label. */
  readonly note?: string
  readonly stroke: Stroke
  /** Of a band or of markers, where the line alone would not show what is drawn. */
  readonly marker?: boolean
}

export interface Stroke {
  readonly paint: Paint
  readonly width: number
  readonly dash: readonly number[]
  readonly opacity?: number
}

export interface Axis {
  readonly label: string
  readonly domain: readonly [number, number]
  /** `root`: square root; like `log` it gives small values room, and 0 has a place on it. */
  readonly scale: 'linear' | 'root' | 'log'
  readonly format: 'number' | 'percent' | 'integer'
  /** Default: chosen for the room there is. */
  readonly ticks?: readonly number[]
  /** What stands at each of `ticks` instead of its number. Cut short where there is no room. */
  readonly tickLabels?: readonly string[]
}

export interface Panel {
  /** Where there are several. */
  readonly title?: string
  readonly x: Axis & {
    /** Given: the axis counts gradient steps, and epochs stand below. */
    readonly stepsPerEpoch?: number
  }
  readonly y: Axis
  /** Later ones are drawn over earlier ones. */
  readonly series: readonly Series[]
}

export interface Thread {
  readonly label: string
  readonly points: readonly Point[]
}

export interface Series {
  /** Of its data, for hovering; `baseline/validationLoss`. */
  readonly key: string
  readonly label: string
  readonly stroke: Stroke
  /** Ordered by x. */
  readonly points: readonly Point[]
  readonly band?: readonly { readonly x: number; readonly low: number; readonly high: number }[]
  /** A faint line below the main one, which is its trend. */
  readonly fine?: readonly Point[]
  /** Thin lines beside the main one: single seeds. */
  readonly threads?: readonly Thread[]
  /** Where training stopped. */
  readonly stops?: readonly Point[]
  /** A dot on every point, for few points. */
  readonly dots?: boolean
}
