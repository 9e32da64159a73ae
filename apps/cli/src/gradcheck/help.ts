import { defaultParameters } from './default-parameters.ts'

/** What stands below the options in `blasnet gradcheck --help`. */
export const gradcheckHelp = `
Builds a network in float64 and compares, parameter by parameter, the gradient
of backpropagation with the central difference of the loss,
  (C(w + ε) − C(w − ε)) / 2ε
over one batch of the first --samples training images. The error of the
difference itself is of the order ε², so the gradients agree when the largest
difference is below ε² (below 64·2⁻⁵³·C/ε where ε is so small that the rounding
of C counts for more). Exits 0 if they agree, 1 if not.

Every parameter checked costs two forward passes. Unless --parameters says
otherwise, ${defaultParameters.toLocaleString('en-US')} are checked, an equal share of every tensor and evenly spaced
within it; --parameters all takes its time, and Ctrl-C ends it.

ReLU, leaky ReLU, ELU with another α than 1 and --l1 have no derivative at 0:
what ε carries across it gives a difference that is no mistake. --epsilon 1e-5
makes that rare. Batch normalisation is compared as it is in training, over the
batch, and dropout with one draw of what is dropped.

Examples:
  $ blasnet gradcheck                               the study's task 2b
  $ blasnet gradcheck --hidden 64,64 --preset all   its task 4c
  $ blasnet gradcheck --hidden 64x10 --activation tanh  ten hidden layers of 64
  $ blasnet gradcheck --batch-norm --dropout 0.2 --l2 1e-4 --activation gelu
  $ blasnet gradcheck --parameters all --json | jq .largestDifference`
