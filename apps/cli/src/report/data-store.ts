import type { DatasetPair } from '@blasnet/datasets'
import type { NameSetting } from '../config/flag-name.ts'
import type { Settings } from '../config/settings.ts'
import { loadDataSource } from '../data/source.ts'
import { type PreparedData, prepareData } from '../train/prepare-data.ts'

/** Data sets, each loaded once however many networks are trained on it. */
export class DataStore {
  readonly #pairs = new Map<string, Promise<DatasetPair>>()

  /** @throws UsageError when nothing has this name; BlasnetError when the files are not sound */
  load(name: string, calledBy: string): Promise<DatasetPair> {
    const loading = this.#pairs.get(name) ?? loadDataSource(name, calledBy)
    this.#pairs.set(name, loading)
    return loading
  }

  /** The samples that settings ask for. */
  async prepare(settings: Settings, nameSetting: NameSetting): Promise<PreparedData> {
    return prepareData(await this.load(settings.data, nameSetting('data')), settings, nameSetting)
  }
}
