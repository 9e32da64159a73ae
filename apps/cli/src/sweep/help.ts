/** What stands below the options in `blasnet sweep --help`. */
export const sweepHelp = `
Settings: every flag of blasnet train that is a setting (see its --help) fixes
it for all trials, as --epochs 10, and --vary and --sample take it without its
dashes, with the same values. Hidden layers may be written 256-128. Values that hold commas of their
own are separated by semicolons: --vary 'schedule=cosine;step:0.5,10epochs'.
--sample draws numbers, uniform:LOW:HIGH or log:LOW:HIGH; whole ones where the
setting takes no others.

Trials are validated on training images that are held out, the same for all and
every class in proportion, never on the test images.

Files: sweep.json with the plan, runs/NAME/ for every trial what blasnet train
writes (diverged.json where the loss grew beyond all bounds), results.json and
results.csv, sweep.svg and sweep.png. Without --out the folder's name is made of
the plan: the same command goes on with the same sweep, and trains only what is
missing, damaged or of other settings. Results are the same whatever --jobs is.

Ctrl-C stops the training and shows the results that there are; a second one
quits at once.

Sweep file: a JSON object with any of config, vary, sample, random, seeds,
sweepSeed, holdOut and metric:
  { "config": { "epochs": 10 }, "vary": { "hidden": [64, "256-128"] },
    "sample": { "learningRate": "log:0.001:1" }, "random": 20 }

Examples:
  $ blasnet sweep --vary learning-rate=0.01,0.1,0.5 --vary hidden=64,256-128
  $ blasnet sweep --random 20 --sample learning-rate=log:0.001:1 --epochs 5
  $ blasnet sweep --vary preset=baseline,all --seeds 5 --out presets
  $ blasnet sweep my-sweep.json --max-minutes 30
  $ blasnet sweep --resume presets`
