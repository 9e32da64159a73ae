import type { Catalogue } from '@blasnet/report'
import { flagName } from '../config/flag-name.ts'
import { type Overrides, overridable } from './request.ts'

/** The catalogue as it is carried out: settings from the command line in their places, and a sentence that says so. */
export function withOverrides(catalogue: Catalogue, overrides: Overrides): Catalogue {
  const given = overridable.filter(name => overrides[name] !== undefined)
  if (given.length === 0) return catalogue
  const changed = Object.fromEntries(given.map(name => [name, overrides[name]]))
  const flags = given.map(name => `\`${flagName(name)} ${overrides[name]}\``).join(', ')
  return {
    ...catalogue,
    introduction: [
      ...(catalogue.introduction ?? []),
      `**This report does not follow the catalogue: it was made with ${flags} for every network.**`,
    ],
    config: { ...catalogue.config, ...changed },
    networks: catalogue.networks.map(network => ({ ...network, config: { ...network.config, ...changed } })),
  }
}
