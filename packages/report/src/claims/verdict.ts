/** `open`: cannot be decided, as runs are missing. */
export type Verdict = 'reproduced' | 'within-noise' | 'not-reproduced' | 'open'

export const verdictLabels: { readonly [verdict in Verdict]: string } = {
  reproduced: 'reproduced',
  'within-noise': 'within noise',
  'not-reproduced': 'not reproduced',
  open: 'open',
}

/** Of a statement with several checks: all must hold, one that fails decides. */
export function allOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('not-reproduced')) return 'not-reproduced'
  if (verdicts.includes('open')) return 'open'
  return verdicts.every(verdict => verdict === 'reproduced') ? 'reproduced' : 'within-noise'
}

/** The rule by which every verdict is passed, for the reader. */
export const verdictRule: readonly string[] = [
  'A statement becomes a range that a figure must lie in: “more accurate” says that the difference of two networks is above 0, “about the same” that it is at most a stated tolerance. The figure is known up to an interval. If the interval lies wholly within the range, the statement is **reproduced**; if wholly outside, **not reproduced**; if it reaches across an end of the range, the statement and its contrary are both **within noise**.',
  'Two networks are compared seed by seed (the same seed draws the initial weights and the order of the images), and the interval is the 95 % confidence interval of the mean difference, *d* ± *t*·*s*/√*n*, with *s* the standard deviation of the *n* differences and *t* Student’s for *n* − 1 degrees of freedom. A single network is judged by the interval of its mean in the same way.',
  'One seed has no deviation to measure. Then the interval is the value ± a margin fixed beforehand for each measure, about twice what seeds alone change: 0.5 points of validation accuracy, for example. Whatever lies within the margin stays within noise. A run that never reaches an accuracy counts as needing more steps than any that does.',
]
