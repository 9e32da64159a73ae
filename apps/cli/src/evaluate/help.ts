/** What stands below the options in `blasnet evaluate --help`. */
export const evaluateHelp = `
MODEL is a model.safetensors, or the folder of a run that has one. Inputs are
normalised as in training, by the figures that the model carries.

The table tells for every class how many of its samples were recognised, and
which wrong class the others were most often taken for.

Examples:
  $ blasnet evaluate runs/mnist-64-baseline
  $ blasnet evaluate runs/mnist-64-baseline --split train --samples 20000
  $ blasnet evaluate model.safetensors --data fashion-mnist
  $ blasnet evaluate runs/mnist-64-all --json | jq '.classes[] | .accuracy'`
