import { ColonConfig } from '@quorate/schema'

export interface MigrationSettings {
  /** Nothing of it is encrypted. */
  readonly insecure: boolean
  /** `10.1.2.0/24`; undefined: the one that the cluster itself uses */
  readonly network?: string
}

/** What datacenter.cfg says of migrations. Pure. */
export function migrationSettings(datacenterConfig: string | undefined): MigrationSettings {
  const config = ColonConfig.parse(datacenterConfig ?? '')
  const parts = (config.get('migration') ?? '').split(',').map(part => part.trim())
  const network = parts.find(part => part.startsWith('network='))?.slice('network='.length)
  const said = parts.find(part => part !== '' && !part.startsWith('network='))?.replace(/^type=/, '')
  const insecure = said === undefined ? config.get('migration_unsecure') === '1' : said === 'insecure'
  return { insecure, ...(network ? { network } : {}) }
}
