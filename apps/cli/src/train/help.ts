/** What stands below the options in `blasnet train --help`. */
export const trainHelp = `
Presets (--preset), the study's tricks of the trade added one at a time:
  baseline  sigmoid, weights U(-1, 1), learning rate 0.1 (the defaults)
  init      baseline with --initializer fan-in-normal
  sigmoid   init with --activation improved-sigmoid
  all       sigmoid with --momentum 0.9 and --learning-rate 0.02
and two that train on all images and look at the test images in the end only:
  fast      98 % of MNIST's test images as soon as possible: a second or two
  best      few mistakes within minutes: 1000,1000, --augment, 60 epochs

Activations (--activation): sigmoid, improved-sigmoid (1.7159 tanh 2/3 z), tanh,
relu, leaky-relu:SLOPE (0.01 below 0), elu:ALPHA (1), gelu, silu, softplus and
identity.

Initializers (--initializer); fan-in is the number of inputs of a unit, fan-out
the number of units:
  uniform:LOW,HIGH       U[LOW, HIGH); -1,1 when left out
  normal:DEVIATION,MEAN  normal; MEAN is 0 when left out
  fan-in-normal          normal, variance 1/fan-in
  glorot-uniform         variance 2/(fan-in + fan-out); glorot-normal
  he-uniform             variance 2/fan-in, for ReLU; he-normal
  lecun-uniform          variance 1/fan-in; lecun-normal
  orthogonal:GAIN        orthonormal rows or columns, times GAIN (1)
  constant:VALUE         the same for every weight
The first layer has a bias, except with --batch-norm, whose shifts take its
place. Beside uniform, fan-in-normal and he-normal it is drawn like a weight and
counts as one more input; beside the others it is 0. --bias-initializer says
otherwise: with-weights, constant:VALUE, uniform:LOW,HIGH or normal:DEVIATION.

Losses (--loss); all but the first compare every output with 0 or 1, and only
the first takes --label-smoothing and --class-weights:
  softmax-cross-entropy                  of all classes together
  binary-cross-entropy:POSITIVE-WEIGHTS  of each; a yes counts so much (1)
  mean-squared-error                     of the outputs as they are
  huber:DELTA                            the same, but linear beyond DELTA (1)

Optimizers (--optimizer); values follow by their names, as in
adam:beta2=0.99,amsgrad:
  sgd      --momentum, --nesterov; decoupled-weight-decay (0)
  rmsprop  --momentum; rho (0.99), epsilon (1e-8), centered
  adam     beta1 (0.9), beta2 (0.999), epsilon (1e-8), amsgrad
  adamw    the same; --weight-decay acts apart from the gradient
  adagrad  epsilon (1e-10), initial-accumulator (0)
A learning rate, a momentum and a weight decay of --config or --preset go with
their optimizer: with another --optimizer they start from its defaults.

Schedules (--schedule) change --learning-rate from step to step; one-cycle takes
it for its highest. EVERY is 500steps or 2epochs:
  constant                    the same at every step
  step:FACTOR,EVERY           times FACTOR at once, every so often
  exponential:FACTOR,EVERY    the same, by a little at every step
  linear:FINAL                to FINAL (0) in a straight line
  cosine:MINIMUM              down to MINIMUM (0) along half a cosine
  one-cycle:PEAK-AT           up, for that share of the steps (0.3), then down
  on-plateau:FACTOR,PATIENCE  times FACTOR (0.1) where the loss falls no more
PATIENCE is the number of validations that may pass without a lower loss (10).
Values may have their names, as in cosine:minimum=1e-4. One cycle goes from
1/start-divisor (25) of the highest to 1/end-divisor (10000) of that; on-plateau
has a minimum (0), a threshold (1e-4) and a cooldown (0) besides.

Validations decide when to stop and, with --restore-best, what is saved; the
test images ought to decide neither. --test keeps them for the end: it validates
on held-out training images, or not at all with --train-samples all.

Changes of --augment: without any it stands for shift=1, rotation=10,
scale=0.15, shear=10 and elastic=36:5, joined by commas; any of these, or none.

Files: model.safetensors, history.json (every loss and every validation) and
config.json, which --config takes back to repeat the run bit for bit on the same
kind of processor. Without --out every run gets a folder of its own, such as
runs/mnist-64-all, then runs/mnist-64-all-2.

What a file switches on, --no-test, --no-batch-norm, --no-nesterov and
--no-restore-best switch off.

Ctrl-C saves what was trained and exits 130; a second one quits at once.

Examples:
  $ blasnet train                                 the study's task 2c
  $ blasnet train --preset all --hidden 128       every trick, 128 hidden units
  $ blasnet train --preset fast                   98 % before you look away
  $ blasnet train --preset all --hidden 64x10     ten hidden layers of 64
  $ blasnet train --data fashion-mnist --activation tanh --learning-rate 0.05
  $ blasnet train --initializer he-normal --activation relu
  $ blasnet train --optimizer adam --batch-norm --dropout 0.3 --activation relu
  $ blasnet train --augment shift=2,rotation=15 --hidden 512,512
  $ blasnet train --train-samples 50000 --restore-best --test
  $ blasnet train --schedule cosine --warmup 1epoch --show-schedule
  $ blasnet train --config runs/mnist-64-all/config.json --seed 2
  $ blasnet train --json --max-steps 1000 | jq .stopped`
