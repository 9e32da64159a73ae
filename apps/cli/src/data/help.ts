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

--augment takes any of shift=PIXELS, rotation=DEGREES, scale=SHARE (axes times
1 ± SHARE), shear=DEGREES and elastic=STRENGTH:SMOOTHNESS in pixels, with commas
between; every number is a bound, and each image draws its own within. Without
changes it is shift=1,rotation=10,scale=0.15,shear=10,elastic=36:5.

Examples:
  $ blasnet data show mnist
  $ blasnet data show mnist --split train --index 0-4,59999
  $ blasnet data show fashion-mnist --class 9 --columns 2
  $ blasnet data show mnist --augment --count 5
  $ blasnet data show mnist --index 3 --augment elastic=36:5 --versions 8`
