import type { DType } from '@blasnet/native'
import type { Workload } from './workload.ts'

/** Somebody else's way to do the same work. */
export interface Peer {
  /** In ids of results and in `--peers`. */
  readonly id: string
  /** In tables. */
  readonly title: string
  readonly runtime: 'python' | 'node'
  /** A file of the folder `peers`. */
  readonly script: string
  /** Which of the ways the script knows. */
  readonly variant: string
  /** What installs it. */
  readonly install: string
  /** Whether this is work for it at all. */
  readonly suits: (work: Workload) => boolean
  /** Why it cannot do this work all the same, if it cannot. */
  readonly unable?: (work: Workload) => string | undefined
  /** What its work differs in, where that is known beforehand; its losses are not compared then. */
  readonly difference?: string
  /** Computes in this type, whatever blasnet does. Default: as blasnet. */
  readonly dtype?: DType
  /** Loads the library that makes MKL treat every processor as one of Intel's. */
  readonly mklAsOnIntel?: boolean
  /** Threads it uses where it is asked for more. */
  readonly mostThreads?: number
}

const training = ({ kind }: Workload) => kind === 'training'
const singlePrecision = ({ dtype }: Workload) => (dtype === 'float32' ? undefined : 'computes in float32 only')

function torch(variant: string, title: string): [Peer, Peer] {
  const install = 'pip install torch'
  const common = { runtime: 'python', script: 'torch_peer.py', variant, suits: training, install } as const
  return [
    { ...common, id: `torch-${variant}`, title: `PyTorch ${title}` },
    { ...common, id: `torch-${variant}-mkl`, title: '  MKL as on Intel', mklAsOnIntel: true },
  ]
}

function numpy(variant: '' | '-plain', title: string): Peer[] {
  const script = variant === '' ? 'numpy_peer.py' : 'numpy_plain_peer.py'
  const common = { runtime: 'python', script, variant: '', install: 'pip install numpy' } as const
  return [
    { ...common, id: `numpy${variant}`, title, suits: () => true },
    {
      ...common,
      id: `numpy${variant}-float64`,
      title: '  float64',
      dtype: 'float64',
      suits: ({ dtype }) => dtype === 'float32',
    },
  ]
}

const tfjs = { runtime: 'node', script: 'tfjs.mjs', mostThreads: 1, suits: training, unable: singlePrecision } as const
const tfjsPackages = 'npm install @tensorflow/tfjs'

export const peers: readonly Peer[] = [
  torch('module', 'as in tutorials')[0],
  ...torch('eager', 'eager'),
  ...torch('compile', 'compiled'),
  ...torch('compile-10', 'compiled, 10 steps'),
  ...numpy('', 'NumPy'),
  ...numpy('-plain', 'NumPy as in textbooks'),
  { ...tfjs, id: 'tfjs-cpu', title: 'TensorFlow.js cpu', variant: 'cpu', install: tfjsPackages },
  {
    ...tfjs,
    id: 'tfjs-wasm',
    title: 'TensorFlow.js wasm',
    variant: 'wasm',
    install: `${tfjsPackages} @tensorflow/tfjs-backend-wasm`,
  },
  {
    id: 'brain',
    title: 'brain.js',
    runtime: 'node',
    script: 'brain.mjs',
    variant: '',
    install: 'npm install brain.js',
    mostThreads: 1,
    suits: training,
    unable: singlePrecision,
    difference: 'updates after every sample, squared error, output units as the hidden ones',
  },
  {
    id: 'sklearn',
    title: 'scikit-learn',
    runtime: 'python',
    script: 'sklearn_peer.py',
    variant: '',
    install: 'pip install scikit-learn',
    suits: training,
    unable: ({ bias }) => (bias === 'all' ? undefined : 'has a bias in every layer'),
  },
]
