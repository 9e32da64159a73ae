import temml from 'temml'

/** TeX as MathML. A formula that cannot be read stands there as its own text. */
export function mathMarkup(tex: string, displayMode: boolean): string {
  return raisePrimes(temml.renderToString(tex, { displayMode, throwOnError: false, annotate: false }))
}

/** The sign ′ of a math font is raised and small as it is; as a superscript it would be both twice. */
function raisePrimes(markup: string): string {
  const prime = /<msup>(<mi>[^<]*<\/mi>)<mo [^>]*class="tml-prime[^"]*">(′+)<\/mo><\/msup>/g
  return markup.replace(prime, '<mrow>$1<mo lspace="0.06em" rspace="0">$2</mo></mrow>')
}
