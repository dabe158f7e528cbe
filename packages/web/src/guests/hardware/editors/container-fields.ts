import { lxcConfigKeys as keys } from '@quorate/contract/lxc/config-keys'
import type { KeyField } from '../../config/keys-editor.tsx'

/** The fields of the lines of a container's resources that are no devices, by line. */
export const containerFields: Readonly<Record<string, readonly KeyField[]>> = {
  memory: [
    { key: 'memory', schema: keys.memory },
    { key: 'swap', schema: keys.swap },
  ],
  processors: [
    { key: 'cores', schema: keys.cores },
    { key: 'cpulimit', schema: keys.cpulimit },
    { key: 'cpuunits', schema: keys.cpuunits },
  ],
  dns: [
    { key: 'hostname', schema: keys.hostname },
    { key: 'searchdomain', schema: keys.searchdomain },
    { key: 'nameserver', schema: keys.nameserver },
  ],
}
