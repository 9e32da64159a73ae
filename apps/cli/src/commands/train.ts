import { Command, Option } from '@commander-js/extra-typings'
import { defaultAugmentation } from '../config/augmentation.ts'
import { checks } from '../config/checks.ts'
import { flagOrNone, flagText, flagValue, fromFlags } from '../config/flag.ts'
import { helpText } from '../terminal/help-text.ts'
import { exitWhenWritten } from '../terminal/output.ts'
import { trainHelp } from '../train/help.ts'

/** `blasnet train` */
export function trainCommand() {
  return new Command('train')
    .summary('train a network and save the model, its history and its configuration')
    .description(
      'Trains a multilayer perceptron and saves the model, its history and its configuration.\n\n' +
        'Without options it trains 784-64-10 on the first 20,000 MNIST images, as task 2c of the study does. ' +
        'Flags win over --config, --config wins over --preset, --preset wins over the defaults.',
    )
    .optionsGroup('Data:')
    .option(
      '--data <name|dir>',
      'mnist, fashion-mnist or a directory of IDX files (default: mnist)',
      flagText('--data', checks.data),
    )
    .option(
      '--train-samples <n|all>',
      'train on the first n training images (default: 20000, or all where there are fewer)',
      flagValue('--train-samples', checks.trainSamples),
    )
    .option(
      '--augment [changes]',
      'distort every training image anew each time, as "blasnet data show --augment" shows it (default: none)',
      flagOrNone(flagText('--augment', checks.augment)),
    )
    .option(
      '--validate-on <part>',
      'test images, as the study does; held-out training images, those after the ones trained on; or none (default: test)',
      flagText('--validate-on', checks.validateOn),
    )
    .option(
      '--validation-samples <n|all>',
      'validate on the first n of them (default: all)',
      flagValue('--validation-samples', checks.validationSamples),
    )
    .option('--test', 'measure the network on all test images in the end; nothing is validated on them then')
    .addOption(hidden('--no-test'))
    .optionsGroup('Network:')
    .option(
      '--preset <name>',
      'variant of the study: baseline, init, sigmoid or all (see below)',
      flagText('--preset', checks.preset),
    )
    .option(
      '--hidden <units>',
      'units of the hidden layers: 64, or 60,60, or 64x10 for ten of 64, or none (default: 64)',
      flagText('--hidden', checks.hidden),
    )
    .option(
      '--activation <name>',
      'of the hidden layers, such as relu or leaky-relu:0.2; see below (default: sigmoid)',
      flagText('--activation', checks.activation),
    )
    .option('--batch-norm', 'normalise each hidden unit over the batch')
    .addOption(hidden('--no-batch-norm'))
    .option(
      '--dropout <share>',
      'drop so many outputs of hidden layers (default: 0)',
      flagValue('--dropout', checks.dropout),
    )
    .option(
      '--input-dropout <share>',
      'the same for the inputs (default: 0)',
      flagValue('--input-dropout', checks.inputDropout),
    )
    .option(
      '--initializer <name>',
      'how weights are drawn, such as uniform, from -1 to 1, or he-normal; see below (default: uniform)',
      flagText('--initializer', checks.initializer),
    )
    .option(
      '--bias-initializer <name>',
      'how the bias starts; see below (default: default, which is up to the initializer)',
      flagText('--bias-initializer', checks.biasInitializer),
    )
    .option(
      '--initial-weights <file>',
      'start from the weights in a safetensors file instead (or none)',
      flagOrNone(flagText('--initial-weights', checks.initialWeights)),
    )
    .option('--dtype <name>', 'float32 or float64 (default: float32)', flagText('--dtype', checks.dtype))
    .optionsGroup('Loss:')
    .option(
      '--loss <name>',
      'what is minimised; see below (default: softmax-cross-entropy)',
      flagText('--loss', checks.loss),
    )
    .option(
      '--label-smoothing <share>',
      'give so much of each label to all classes (default: 0)',
      flagValue('--label-smoothing', checks.labelSmoothing),
    )
    .option(
      '--class-weights <list>',
      'balanced, by the inverse of their frequency, or a number for each class, as 1,1,2 (default: none)',
      flagOrNone(flagText('--class-weights', checks.classWeights)),
    )
    .optionsGroup('Steps:')
    .option(
      '--optimizer <name>',
      'sgd, rmsprop, adam, adamw or adagrad; see below (default: sgd)',
      flagText('--optimizer', checks.optimizer),
    )
    .option(
      '--learning-rate <rate>',
      'step length (default: 0.1 for sgd, 0.01 for adagrad, 0.001 for the others)',
      flagValue('--learning-rate', checks.learningRate),
    )
    .option(
      '--schedule <name>',
      'how the learning rate changes, such as cosine or step:0.5,10epochs; see below (default: constant)',
      flagText('--schedule', checks.schedule),
    )
    .option(
      '--warmup <span|none>',
      'let the learning rate grow over 500steps or 2epochs first (default: none)',
      flagOrNone(flagText('--warmup', checks.warmup)),
    )
    .option('--momentum <share>', 'of sgd and rmsprop, below 1 (default: 0)', flagValue('--momentum', checks.momentum))
    .option('--nesterov', 'look ahead along the momentum of sgd')
    .addOption(hidden('--no-nesterov'))
    .option('--batch-size <n>', 'samples a step (default: 32)', flagValue('--batch-size', checks.batchSize))
    .option('--shuffle', 'take the samples in a new order every epoch (default)')
    .option('--no-shuffle', 'take the samples in the order of the file')
    .option(
      '--seed <n>',
      'decides the initial weights, the order of the samples and what is dropped (default: 1)',
      flagValue('--seed', checks.seed),
    )
    .optionsGroup('Limits and penalties:')
    .option(
      '--weight-decay <rate>',
      'pull weights towards 0 (default: 0.01 for adamw, 0 for the others)',
      flagOrNone(flagValue('--weight-decay', checks.weightDecay)),
    )
    .option('--l1 <rate>', 'penalty on magnitudes of weights (default: 0)', flagValue('--l1', checks.l1))
    .option('--l2 <rate>', 'penalty on squares of weights (default: 0)', flagValue('--l2', checks.l2))
    .option(
      '--max-norm <n|none>',
      'most that weights into a unit may have as their norm',
      flagOrNone(flagValue('--max-norm', checks.maxNorm)),
    )
    .option(
      '--clip-norm <n|none>',
      'most that a gradient may have as its norm',
      flagOrNone(flagValue('--clip-norm', checks.clipNorm)),
    )
    .option(
      '--clip-value <n|none>',
      'most that each of its components may be',
      flagOrNone(flagValue('--clip-value', checks.clipValue)),
    )
    .option(
      '--averaging <decay|none>',
      'validate and save a moving average of the weights, as 0.999 (default: none)',
      flagOrNone(flagValue('--averaging', checks.averaging)),
    )
    .optionsGroup('Length:')
    .option('--epochs <n>', 'most passes over the training data (default: 50)', flagValue('--epochs', checks.epochs))
    .option('--max-steps <n|none>', 'most steps (default: none)', flagOrNone(flagValue('--max-steps', checks.maxSteps)))
    .option(
      '--validations-per-epoch <n>',
      'how often to validate (default: 5)',
      flagValue('--validations-per-epoch', checks.validationsPerEpoch),
    )
    .option(
      '--patience <n|none>',
      'stop after n validations without a better one (default: 50)',
      flagOrNone(flagValue('--patience', checks.patience)),
    )
    .option(
      '--stop-metric <name>',
      'what is better: a lower loss or a higher accuracy (default: loss)',
      flagText('--stop-metric', checks.stopMetric),
    )
    .option('--restore-best', 'save the weights of the best validation')
    .addOption(hidden('--no-restore-best'))
    .optionsGroup('Input and output:')
    .option('--config <file>', 'read settings from a JSON file, such as the config.json of an earlier run')
    .option('--out <dir>', 'write here, unless it holds a run already (default: a new folder in runs/)')
    .option('--force', 'let --out overwrite a run')
    .option('--show-schedule', 'draw the learning rate over the run before it starts')
    .option('--json', 'print one JSON document, the history and where it was written, and nothing else')
    .option('--quiet', 'print nothing but errors')
    .addHelpText('after', helpText(trainHelp))
    .action(async options => {
      const { config: configFile, out, force = false, showSchedule = false, json = false, quiet = false } = options
      const flags = fromFlags(options.augment === true ? { ...options, augment: defaultAugmentation } : options)
      // Only now: `--help` neither needs the addon nor waits for it.
      const { runTraining } = await import('../train/run.ts')
      const code = await runTraining({ flags, configFile, out, force, showSchedule, json, quiet })
      process.exitCode = code
      // What was interrupted before it started may still be loading data, which nobody waits for.
      if (code !== 0) exitWhenWritten()
    })
}

/** Takes back what a configuration file switches on; help has a sentence on all of them. */
function hidden<const Flags extends string>(flags: Flags): Option<Flags> {
  return new Option(flags).hideHelp()
}
