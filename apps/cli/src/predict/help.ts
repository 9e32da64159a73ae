/** What stands below the options in `blasnet predict --help`. */
export const predictHelp = `
MODEL is a model.safetensors, or the folder of a run that has one.

PNG files of any kind are taken: grey, colour, palette, transparent, 16 bit,
interlaced, up to 25 million pixels. Each becomes what the network reads:
  1. grey, by 0.299 R + 0.587 G + 0.114 B; transparent pixels become white
     paper, or black where what is drawn is light itself
  2. square, by a margin as bright as the picture's border
  3. the size of the network's input (28 × 28 for MNIST), each pixel the mean
     of the area it covers
  4. inverted where the border is lighter than middle grey: MNIST is white on
     black. --invert yes or no decides it otherwise
What is drawn beside the answer is what the network sees. MNIST's digits fill
the middle 20 × 20 pixels; a digit framed otherwise is recognised less well.

▸ marks the predicted class, • the true one where that is another.

Examples:
  $ blasnet predict runs/mnist-64-baseline digit.png
  $ blasnet predict runs/mnist-64-baseline --index 0,5,10-12
  $ blasnet predict model.safetensors --data fashion-mnist --index 7
  $ blasnet predict runs/mnist-64-all *.png --json | jq '.images[].predicted'`
