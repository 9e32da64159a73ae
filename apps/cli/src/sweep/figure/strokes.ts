import type { Paint } from '@blasnet/report/figures'

const dot = (paint: Paint) => ({ paint, width: 0, dash: [] }) as const

export const trialDot = dot('s1')
export const bestDot = dot('s3')
/** Of trials that have no place on the axis. */
export const beyondDot = dot('axis')
export const medianLine = { paint: 'muted', width: 1.5, dash: [5, 4] } as const
