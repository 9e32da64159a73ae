/** Control characters, and marks that turn the direction of text around them. */
const unprintable = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu

/**
 * Text that came from a file or a file's name, safe to print: what could move the cursor, change colours or reverse
 * text is shown as its code, `\x1b`.
 */
export function printable(text: string): string {
  return text.replace(unprintable, character => {
    const code = character.charCodeAt(0).toString(16)
    return code.length <= 2 ? `\\x${code.padStart(2, '0')}` : `\\u${code.padStart(4, '0')}`
  })
}
