import { configReaderOf, type ConfigSection, type ReadConfig } from '@quorate/guest'
import { lxcProperties } from '../lxc-schema.ts'
import type { ContainerConfig, RawLine } from './container-config.ts'

const read = configReaderOf(lxcProperties, {
  word: 'CT',
  dispensable:
    /^(?:cmode|cpulimit|cpuunits|cores|debug|description|hookscript|lock|nameserver|onboot|parent|protection|searchdomain|snap(?:state|time)|startup|swap|tags|template|timezone|tty|unused\d+)$/,
})

export interface ReadContainer extends ReadConfig<ContainerConfig> {
  readonly raw: readonly RawLine[]
}

/** The typed config of a section, and what of it is left out. Fails for what the container needs and cannot be read. */
export function readConfig(vmid: number, section: ConfigSection): ReadContainer {
  return { ...read(vmid, section), raw: section.rawLxc() }
}
