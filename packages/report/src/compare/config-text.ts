/** What distinguishes a run's network and training, in a few words: `64, improved-sigmoid, α 0.02, γ 0.9, seed 1`. */
export function configText(config: Readonly<Record<string, unknown>> = {}): string {
  const { hidden, activation, learningRate, momentum, seed } = config
  const parts = [
    Array.isArray(hidden) ? hiddenText(hidden) : undefined,
    typeof activation === 'string' ? activation : undefined,
    typeof learningRate === 'number' ? `α ${learningRate}` : undefined,
    typeof momentum === 'number' && momentum > 0 ? `γ ${momentum}` : undefined,
    typeof seed === 'number' ? `seed ${seed}` : undefined,
  ]
  return parts.filter(part => part !== undefined).join(', ')
}

function hiddenText(hidden: readonly unknown[]): string {
  if (hidden.length === 0) return 'no hidden layer'
  const isUniform = hidden.length > 3 && hidden.every(units => units === hidden[0])
  return isUniform ? `${hidden[0]}x${hidden.length}` : hidden.join('-')
}
