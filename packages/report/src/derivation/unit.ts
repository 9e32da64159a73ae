import type { DerivationStep } from './step.ts'

/** Task 1a: one sample, one weight. */
export const unitDerivation: readonly DerivationStep[] = [
  {
    text: 'One sample with inputs $x_i$ passes a hidden layer with activation $f$ and an output layer whose sums $z_k$ are turned into probabilities $\\hat y_k$ by the softmax:',
    tex: [
      'z_j = \\sum_i w_{ji} x_i,',
      'a_j = f(z_j),',
      'z_k = \\sum_j w_{kj} a_j,',
      '\\hat y_k = \\frac{e^{z_k}}{\\sum_m e^{z_m}}',
    ],
  },
  {
    text: 'The target $y$ is 1 for the true class and 0 elsewhere. The loss is the cross-entropy',
    tex: ['C = -\\sum_k y_k \\log \\hat y_k'],
  },
  {
    text: '**The error of an output.** A logit $z_k$ stands in the numerator of $\\hat y_k$ and in the denominator of every $\\hat y_m$, so the chain rule sums over $m$:',
    tex: [
      '\\frac{\\partial C}{\\partial z_k} = \\sum_m \\frac{\\partial C}{\\partial \\hat y_m} \\frac{\\partial \\hat y_m}{\\partial z_k},',
      '\\frac{\\partial C}{\\partial \\hat y_m} = -\\frac{y_m}{\\hat y_m},',
      '\\frac{\\partial \\hat y_m}{\\partial z_k} = \\begin{cases} \\hat y_k (1 - \\hat y_k) & m = k \\\\ -\\hat y_m \\hat y_k & m \\ne k \\end{cases}',
    ],
  },
  {
    text: 'With the term $m = k$ taken out of the sum, the divisions cancel, and the targets of a sample add up to 1:',
    tex: [
      '\\delta_k = -y_k (1 - \\hat y_k) + \\sum_{m \\ne k} y_m \\hat y_k = -y_k + \\hat y_k \\sum_m y_m,',
      '\\delta_k = \\frac{\\partial C}{\\partial z_k} = -(y_k - \\hat y_k)',
    ],
  },
  {
    text: '**A weight of the output layer** acts on the loss through $z_k$ alone, and $\\partial z_k / \\partial w_{kj} = a_j$:',
    tex: ['\\frac{\\partial C}{\\partial w_{kj}} = \\delta_k a_j'],
  },
  {
    text: '**The error of a hidden unit** needs a sum, because one hidden unit feeds every output: a change of $a_j$ changes all $z_k$ at once, each by its own weight, and each of them changes the loss. The derivative is the sum over all these paths, times the slope of the activation:',
    tex: [
      "\\delta_j = \\frac{\\partial C}{\\partial z_j} = \\frac{\\partial a_j}{\\partial z_j} \\sum_k \\frac{\\partial C}{\\partial z_k} \\frac{\\partial z_k}{\\partial a_j} = f'(z_j) \\sum_k w_{kj} \\delta_k",
    ],
  },
  {
    text: '**A weight of the hidden layer** acts through $z_j$ alone, and $\\partial z_j / \\partial w_{ji} = x_i$. A step of gradient descent with learning rate $\\alpha$ is therefore',
    tex: [
      'w_{ji} \\leftarrow w_{ji} - \\alpha\\, \\delta_j\\, x_i \\quad \\text{with}',
      "\\delta_j = f'(z_j) \\sum_k w_{kj} \\delta_k,",
      '\\delta_k = -(y_k - \\hat y_k)',
    ],
    boxed: true,
  },
  {
    text: 'and for the output layer $w_{kj} \\leftarrow w_{kj} - \\alpha\\, \\delta_k\\, a_j$. Both right-hand sides are taken at the old weights.',
  },
]
