/**
 * What no file of the repository may contain, line by line.
 *
 * @type {readonly { name: string, pattern: RegExp }[]}
 */
export const rules = [
  {
    // Machines reach packages through whatever their npm and apt are set to; an address in a file would overrule that.
    name: 'address of a package registry',
    pattern:
      /\b(?:registry|npm|deb|security|archive|mirrors?|proxy|index|files|static|repo1?)(?:\.[a-z0-9-]+)*\.(?:org|com|net|io|dev)\b/,
  },
  { name: 'path of a home directory', pattern: /(?:^|[^\w.])(?:\/(?:home|Users)\/[\w.-]+|\/root\/|[A-Z]:\\Users\\)/ },
  { name: 'conflict marker', pattern: /^(?:<{7}|\|{7}|>{7})(?: |$)|^={7}$/ },
]

/**
 * The places where a text breaks a rule.
 *
 * @param {string} text
 * @returns {{ line: number, rule: string, excerpt: string }[]}
 */
export function findViolations(text) {
  return text.split('\n').flatMap((content, i) =>
    rules.flatMap(({ name, pattern }) => {
      const match = pattern.exec(content)
      return match === null ? [] : [{ line: i + 1, rule: name, excerpt: match[0].trim() }]
    }),
  )
}
