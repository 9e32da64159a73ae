import temml from 'temml'

/** TeX as MathML. A formula that cannot be read stands there as its own text. */
export function mathMarkup(tex: string, displayMode: boolean): string {
  return temml.renderToString(tex, { displayMode, throwOnError: false, annotate: false })
}
