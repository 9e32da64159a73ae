/**
 * What distinguishes a run's network and training, in a few words: `64, improved-sigmoid, α 0.02, γ 0.9, seed 1`,
 * `512, relu, batch norm, dropout 0.5, adam, α 0.001, seed 1`. What is not in use is not named.
 */
export function configText(config: Readonly<Record<string, unknown>> = {}): string {
  const { hidden, activation, optimizer, loss, batchNorm, classWeights, augment, seed } = config
  const number = (name: string, text = name) => {
    const value = config[name]
    return typeof value === 'number' && value > 0 ? `${text} ${value}` : undefined
  }
  const parts = [
    Array.isArray(hidden) ? hiddenText(hidden) : undefined,
    kindText(activation),
    batchNorm === true ? 'batch norm' : undefined,
    number('dropout'),
    number('inputDropout', 'input dropout'),
    kindText(loss, 'softmax-cross-entropy'),
    number('labelSmoothing', 'label smoothing'),
    classWeights === 'balanced' ? 'balanced classes' : Array.isArray(classWeights) ? 'class weights' : undefined,
    kindText(optimizer, 'sgd'),
    number('learningRate', 'α'),
    number('momentum', config.nesterov === true ? 'Nesterov γ' : 'γ'),
    number('weightDecay', 'weight decay'),
    number('clipNorm', 'clip norm'),
    number('clipValue', 'clip value'),
    number('maxNorm', 'max norm'),
    number('l1'),
    number('l2'),
    number('averaging'),
    typeof augment === 'object' && augment !== null ? 'augmented' : undefined,
    typeof seed === 'number' ? `seed ${seed}` : undefined,
  ]
  return parts.filter(part => part !== undefined).join(', ')
}

/** `relu`, or `leaky-relu 0.2` of an object; nothing for the usual kind. */
function kindText(value: unknown, usual?: string): string | undefined {
  const object: Readonly<Record<string, unknown>> =
    typeof value === 'object' && value !== null ? { ...value } : { kind: value }
  const { kind, ...values } = object
  if (typeof kind !== 'string' || kind === usual) return undefined
  const numbers = Object.entries(values).filter(([, one]) => typeof one === 'number')
  const text = numbers.map(([name, one]) => (numbers.length === 1 ? one : `${name} ${one}`)).join(' ')
  return text === '' ? kind : `${kind} ${text}`
}

function hiddenText(hidden: readonly unknown[]): string {
  if (hidden.length === 0) return 'no hidden layer'
  const isUniform = hidden.length > 3 && hidden.every(units => units === hidden[0])
  return isUniform ? `${hidden[0]}x${hidden.length}` : hidden.join('-')
}
