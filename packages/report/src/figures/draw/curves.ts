import type { Theme } from '../color/theme.ts'
import { decimateEdge, decimateLine } from '../data/decimate.ts'
import type { Series } from '../model.ts'
import { element } from '../svg/element.ts'
import { areaPath, linePath, type Point } from '../svg/path.ts'
import type { Frame } from './frame.ts'
import { strokeAttributes } from './legend.ts'

/** Bands below lines, so that no curve hides another's line. */
export function drawCurves(series: readonly Series[], frame: Frame, theme: Theme): string {
  const toPixels = (points: readonly Point[]) => points.map(([x, y]): Point => [frame.x(x), clampY(frame.y(y), frame)])
  const bands = series.map(one => drawBand(one, frame, theme))
  const lines = series.map(({ points, fine = [], threads = [], stroke }) => {
    const faint = { ...stroke, width: 1, dash: [], opacity: 0.4 }
    const finePath =
      fine.length > 0
        ? element('path', { d: linePath(decimateLine(toPixels(fine))), ...strokeAttributes(faint, theme) })
        : ''
    const thin = { ...stroke, width: Math.max(1, stroke.width / 2), opacity: 0.55 }
    const threadPaths = threads.map(thread => {
      return element('path', { d: linePath(decimateLine(toPixels(thread.points))), ...strokeAttributes(thin, theme) })
    })
    if (stroke.width === 0) return ''
    const main = element('path', { d: linePath(decimateLine(toPixels(points))), ...strokeAttributes(stroke, theme) })
    return finePath + threadPaths.join('') + main
  })
  return bands.join('') + lines.join('')
}

/** Dots on points and where training stopped, whole even at the edges of the frame. */
export function drawMarks(series: readonly Series[], frame: Frame, theme: Theme): string {
  const { x: left, y: top, width, height } = frame.area
  const isInside = ([x, y]: Point) => x >= left - 1 && x <= left + width + 1 && y >= top - 1 && y <= top + height + 1
  return series
    .flatMap(({ points, stops = [], dots, stroke }) => {
      const places = [...(dots ? points : []), ...stops].map(([x, y]): Point => [frame.x(x), frame.y(y)])
      return places.filter(isInside).map(([cx, cy]) => {
        const fill = theme(stroke.paint)
        return element('circle', { cx, cy, r: dots ? 4 : 5.5, fill, stroke: theme('surface'), 'stroke-width': 1.5 })
      })
    })
    .join('')
}

function drawBand({ band = [], stroke }: Series, frame: Frame, theme: Theme): string {
  if (band.length === 0) return ''
  const edge = (side: 'low' | 'high') => {
    const points = band.map((place): Point => [frame.x(place.x), clampY(frame.y(place[side]), frame)])
    return decimateEdge(points, side === 'low')
  }
  const d = areaPath(edge('high'), edge('low'))
  return element('path', { d, fill: theme(stroke.paint), 'fill-opacity': 0.14 })
}

/** A line may leave the frame, which clips it, but need not run for miles. */
function clampY(y: number, { area }: Frame): number {
  return Math.min(Math.max(y, area.y - area.height), area.y + 2 * area.height)
}
