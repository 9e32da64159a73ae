import { z } from 'zod'

/** A string with something in it. */
export const text = z.string().refine(value => value.trim() !== '', 'a string that is not empty')

/** What names a network, a task, a claim or a figure: also part of file names and of addresses within the page. */
export const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'letters, digits, . _ -, at most 64 of them')

/** Paragraphs in a small part of Markdown: **bold**, *emphasis*, `code`, [text](address), $formula$, and lists of "- ". */
export const prose = z.array(text)
