import type { TextTable } from '@blasnet/report'
import type { Column } from '../terminal/table.ts'

/** First and last columns of a report's summary; between them stand the accuracies that others report. */
const first = ['network', 'parameters', 'stopped at epoch', 'accuracy'] as const
const last = ['training accuracy', 'lowest loss', 'seconds'] as const

/** How soon a column is left out on a narrow terminal, besides network and accuracy, which stay. */
const ranks = { parameters: 3, 'stopped at epoch': 2, 'training accuracy': 5, 'lowest loss': 6, seconds: 4 } as const

/** The columns of a report's summary as a terminal shows them: accuracies beside each other stay longest. */
export function summaryColumns({ columns }: TextTable): Column[] {
  return columns.map(({ title, align }, index) => {
    const name = first[index] ?? last[index - columns.length + last.length] ?? 'reported'
    const dispensable = name === 'reported' ? 1 : name in ranks ? ranks[name as keyof typeof ranks] : undefined
    return { title, align, ...(dispensable !== undefined && { dispensable }) }
  })
}
