/** Characters that end a cell of a Markdown table, escaped; formulas write their bars otherwise. */
export function cellText(text: string): string {
  return text.replace(/\|/g, '\\|').replace(/\n/g, ' ')
}
