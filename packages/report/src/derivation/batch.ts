import type { DerivationStep } from './step.ts'

/** Task 1b: a whole batch, in matrices. */
export const batchDerivation: readonly DerivationStep[] = [
  {
    text: 'One sample is one row. With $N$ samples in the batch, $I$ inputs and a constant 1 appended to them, $J$ hidden units and $K$ outputs:',
    table: {
      caption: 'Every matrix and its shape, in general and for a batch of 32 in 784-64-10.',
      columns: ['matrix', 'shape', '784-64-10', 'row n holds'],
      rows: [
        ['$X$', '$N \\times (I + 1)$', '32 × 785', 'the inputs of a sample, and 1'],
        ['$W_1$', '$J \\times (I + 1)$', '64 × 785', 'the weights into a hidden unit'],
        ['$Z_1$, $A = f(Z_1)$', '$N \\times J$', '32 × 64', '$z_j$, and $a_j$'],
        ['$W_2$', '$K \\times J$', '10 × 64', 'the weights into an output'],
        ['$Z_2$, $\\hat Y$, $Y$', '$N \\times K$', '32 × 10', '$z_k$, $\\hat y_k$, and the target'],
        ['$\\Delta_2$', '$N \\times K$', '32 × 10', '$\\delta_k$'],
        ['$\\Delta_1$', '$N \\times J$', '32 × 64', '$\\delta_j$'],
        ['$\\Delta_2^\\top A$', '$K \\times J$', '10 × 64', 'the gradient of $W_2$, times $N$'],
        ['$\\Delta_1^\\top X$', '$J \\times (I + 1)$', '64 × 785', 'the gradient of $W_1$, times $N$'],
      ],
    },
  },
  {
    text: 'Forward, with the softmax taken of every row:',
    tex: ['Z_1 = X W_1^\\top,', 'A = f(Z_1),', 'Z_2 = A W_2^\\top,', '\\hat Y = \\operatorname{softmax}(Z_2)'],
  },
  {
    text: 'Backward, where $\\odot$ multiplies element by element. The product $\\Delta_2 W_2$ is the sum over $k$ of task 1a, for all samples and hidden units at once:',
    tex: ['\\Delta_2 = -(Y - \\hat Y),', "\\Delta_1 = (\\Delta_2 W_2) \\odot f'(Z_1)"],
  },
  {
    text: 'The loss is the mean over the batch, which puts the factor $1/N$ before the gradients, and the products with $A$ and $X$ sum over the samples:',
    tex: [
      'W_2 \\leftarrow W_2 - \\alpha \\frac{1}{N}\\, \\Delta_2^\\top A,',
      'W_1 \\leftarrow W_1 - \\alpha \\frac{1}{N}\\, \\Delta_1^\\top X',
    ],
    boxed: true,
  },
  {
    text: "More hidden layers repeat the middle step: with $\\Delta_l$ and $W_l$ of a layer, the layer below it has $\\Delta_{l-1} = (\\Delta_l W_l) \\odot f'(Z_{l-1})$ and the gradient $\\frac{1}{N} \\Delta_{l-1}^\\top A_{l-2}$.",
  },
]
