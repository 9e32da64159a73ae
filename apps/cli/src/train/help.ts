/** What stands below the options in `blasnet train --help`. */
export const trainHelp = `
Presets (--preset), the study's tricks of the trade added one at a time:
  baseline  sigmoid, weights U(-1, 1), learning rate 0.1 (the defaults)
  init      baseline with --initializer fan-in-normal
  sigmoid   init with --activation improved-sigmoid
  all       sigmoid with --momentum 0.9 and --learning-rate 0.02

Files: model.safetensors, history.json (every loss and every validation) and
config.json, which --config takes back to repeat the run bit for bit on the same
kind of processor. Without --out every run gets a folder of its own, such as
runs/mnist-64-all, then runs/mnist-64-all-2.

Ctrl-C saves what was trained and exits 130; a second one quits at once.

Examples:
  $ blasnet train                                 the study's task 2c
  $ blasnet train --preset all --hidden 128       every trick, 128 hidden units
  $ blasnet train --preset all --hidden 64x10     ten hidden layers of 64
  $ blasnet train --data fashion-mnist --activation tanh --learning-rate 0.05
  $ blasnet train --config runs/mnist-64-all/config.json --seed 2
  $ blasnet train --json --max-steps 1000 | jq .stopped`
