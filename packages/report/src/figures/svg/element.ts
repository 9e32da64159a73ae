type AttributeValue = string | number | undefined
export type Attributes = Readonly<Record<string, AttributeValue>>

/** An SVG element as text. Attributes that are undefined are left out; children are markup, not text. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const text = Object.entries(attributes)
    .flatMap(([key, value]) => (value === undefined ? [] : ` ${key}="${attribute(value)}"`))
    .join('')
  return children.length === 0 ? `<${name}${text}/>` : `<${name}${text}>${children.join('')}</${name}>`
}

// Control characters and halves of surrogate pairs have no place in XML, not even escaped.
const notInXml = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

/** Text for the content of an element or an attribute. */
export function escapeText(text: string): string {
  return text.replace(notInXml, '').replace(/[&<>"]/g, character => `&${names[character]};`)
}

const names: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }

function attribute(value: string | number): string {
  return typeof value === 'number' ? coordinate(value) : escapeText(value)
}

/** A coordinate, to a hundredth. */
export function coordinate(value: number): string {
  return String(Math.round(value * 100) / 100)
}
