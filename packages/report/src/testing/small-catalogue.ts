/** A catalogue as small as one can be and have everything: what a user's own might look like. */
export function smallCatalogue() {
  return {
    version: 1,
    title: 'Two networks',
    sources: { book: 'the book' },
    config: { data: 'mnist', epochs: 2, hidden: [8] },
    networks: [
      {
        id: 'a',
        label: 'A',
        slot: 0,
        config: { momentum: 0 },
        expected: [{ source: 'book', measure: 'stopEpoch', value: 2 }],
      },
      { id: 'b', label: 'B', slot: 3, config: { momentum: 0.9 }, mostSeeds: 2 },
    ],
    tasks: [
      { id: '1', kind: 'derivation', title: 'By hand', derivation: [{ text: 'One step.', tex: 'a = b' }] },
      {
        id: '2a',
        also: ['2b'],
        kind: 'comparison',
        title: 'A against B',
        networks: ['a', 'b'],
        figures: [{ kind: 'curves', id: '2-loss', title: 'Loss', quantities: ['validationLoss'] }],
        claims: [
          {
            id: 'faster',
            statement: 'B is faster.',
            source: 'book',
            checks: [{ kind: 'less', measure: 'stepsTo90', network: 'b', than: 'a' }],
          },
        ],
        findings: [{ text: 'So it is.', when: [{ claim: 'faster', verdict: 'reproduced' }] }],
      },
      { id: '3', kind: 'parameters', title: 'Sizes', networks: ['a'] },
    ],
  }
}
