/** What stands below the options in `blasnet inspect --help`. */
export const inspectHelp = `
MODEL is a model.safetensors, or the folder of a run that has one.

A weight is stored as [units, inputs] and a bias as [units], under the names
shown, so that any reader of safetensors finds them. A batch normalisation has
norm.scale and norm.shift, which are learnt and counted, and running mean and
variance, which follow the batches. The standard deviation is that of the
population; weights that have grown far beyond those of a new network, or a
layer whose deviation is 0, are worth a look.

Examples:
  $ blasnet inspect runs/mnist-64-baseline
  $ blasnet inspect model.safetensors --json | jq '.layers[].parameters'`
