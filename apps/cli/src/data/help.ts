/** What stands below the options in `blasnet data --help`. */
export const dataHelp = `
Examples:
  $ blasnet data list
  $ blasnet data verify mnist
  $ blasnet data show fashion-mnist --class 9`

export const verifyHelp = `
Reads every byte: the structure of the four files, as many labels as images,
labels within range, and for mnist the SHA-256 of the four original files. Then
counts the samples of every class. Exits 1 when something is wrong, with the
file and, where there is one, the byte.

Examples:
  $ blasnet data verify mnist
  $ blasnet data verify ./my-digits --json | jq .train.labels`

export const showHelp = `
More pictures a row are drawn smaller: each is shrunk by a whole number until
--columns of them fit. --json gives the pixels, 0 (black) to 255 (white).

Examples:
  $ blasnet data show mnist
  $ blasnet data show mnist --split train --index 0-4,59999
  $ blasnet data show fashion-mnist --class 9 --columns 2`
