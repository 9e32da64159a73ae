/** What stands below the options in `blasnet evaluate --help`. */
export const evaluateHelp = `
MODEL is a model.safetensors, or the folder of a run that has one. Inputs are
normalised as in training, by the figures that the model carries.

The table of classes tells how many samples of each were recognised (accuracy,
also called recall), how many of those taken for it are of it (precision), both
in one figure (F1), and which wrong class was the most frequent. The table of
calibration compares how sure the network was with how often it was right; the
expected calibration error above is their mean distance.

Examples:
  $ blasnet evaluate runs/mnist-64-baseline
  $ blasnet evaluate runs/mnist-64-baseline --split train --samples 20000
  $ blasnet evaluate model.safetensors --data fashion-mnist --mistakes 20
  $ blasnet evaluate runs/mnist-64-all --figure confusion.svg
  $ blasnet evaluate runs/mnist-64-all --json | jq '.classes[] | .accuracy'`
