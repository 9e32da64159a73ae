import { Command } from '@commander-js/extra-typings'
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
      '--validation-samples <n|all>',
      'validate on the first n test images (default: all)',
      flagValue('--validation-samples', checks.validationSamples),
    )
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
      'of the hidden layers: sigmoid, improved-sigmoid, tanh, relu or identity (default: sigmoid)',
      flagText('--activation', checks.activation),
    )
    .option(
      '--initializer <name>',
      'how weights are drawn, such as uniform, from -1 to 1, or he-normal; see below (default: uniform)',
      flagText('--initializer', checks.initializer),
    )
    .option(
      '--bias-initializer <name>',
      'how the bias starts: with-weights, constant:VALUE, uniform:LOW,HIGH, normal:DEVIATION or default, which is up to the initializer (default)',
      flagText('--bias-initializer', checks.biasInitializer),
    )
    .option(
      '--initial-weights <file>',
      'start from the weights in a safetensors file instead (or none)',
      flagOrNone(flagText('--initial-weights', checks.initialWeights)),
    )
    .option('--dtype <name>', 'float32 or float64 (default: float32)', flagText('--dtype', checks.dtype))
    .optionsGroup('Training:')
    .option('--optimizer <name>', 'sgd (default: sgd)', flagText('--optimizer', checks.optimizer))
    .option(
      '--learning-rate <rate>',
      'step length of the optimizer, above 0 (default: 0.1)',
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
    .option('--momentum <share>', 'from 0 to below 1 (default: 0)', flagValue('--momentum', checks.momentum))
    .option('--batch-size <n>', 'samples a step (default: 32)', flagValue('--batch-size', checks.batchSize))
    .option('--epochs <n>', 'most passes over the training data (default: 50)', flagValue('--epochs', checks.epochs))
    .option('--max-steps <n|none>', 'most steps (default: none)', flagOrNone(flagValue('--max-steps', checks.maxSteps)))
    .option('--shuffle', 'take the samples in a new order every epoch (default)')
    .option('--no-shuffle', 'take the samples in the order of the file')
    .option(
      '--seed <n>',
      'decides the initial weights and the order of the samples (default: 1)',
      flagValue('--seed', checks.seed),
    )
    .option(
      '--validations-per-epoch <n>',
      'how often to validate (default: 5)',
      flagValue('--validations-per-epoch', checks.validationsPerEpoch),
    )
    .option(
      '--patience <n|none>',
      'stop after n validations without a lower loss (default: 50)',
      flagOrNone(flagValue('--patience', checks.patience)),
    )
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
      // Only now: `--help` neither needs the addon nor waits for it.
      const { runTraining } = await import('../train/run.ts')
      const code = await runTraining({ flags: fromFlags(options), configFile, out, force, showSchedule, json, quiet })
      process.exitCode = code
      // What was interrupted before it started may still be loading data, which nobody waits for.
      if (code !== 0) exitWhenWritten()
    })
}
