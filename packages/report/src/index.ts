export { buildReport, type ReportFiles, type ReportResult } from './build-report.ts'
export type { Catalogue } from './catalogue/catalogue.ts'
export type { Check, Claim } from './catalogue/claim.ts'
export type { FigureSpec } from './catalogue/figure.ts'
export type { MeasureName } from './catalogue/measure-names.ts'
export type { CatalogueNetwork, TrainingConfig } from './catalogue/network.ts'
export { parseCatalogue } from './catalogue/parse.ts'
export { readCatalogue, studyCatalogueFile } from './catalogue/read.ts'
export { networkConfig, networkSeeds, networksOf, selectTasks } from './catalogue/select.ts'
export type { GradientCheckTask, Task, TaskKind } from './catalogue/task.ts'
export { type ComparedRun, type Comparison, compareRuns, type Figure } from './compare/compare-runs.ts'
export { writeComparison } from './compare/write-comparison.ts'
export type {
  DataDescription,
  DataPart,
  DiagnosticsPoint,
  GradientCheckRecord,
  GradientCheckTensor,
  HistoryPoint,
  LayerDiagnostics,
  LayerShape,
  MachineDescription,
  ReportInput,
  RunHistory,
  RunRecord,
  RunStatus,
} from './input.ts'
export type { TextColumn, TextTable } from './table.ts'
