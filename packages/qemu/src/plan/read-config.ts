import { configReaderOf, type ConfigSection, type ReadConfig } from '@quorate/guest'
import { vmProperties } from '../vm-schema.ts'
import type { VmConfig } from './vm-config.ts'

const read = configReaderOf(vmProperties, {
  word: 'VM',
  dispensable:
    /^(?:affinity|agent|allow-ksm|audio0|autostart|balloon|boot|bootdisk|ci(?:custom|password|type|upgrade|user)|cpulimit|cpuunits|description|freeze|hotplug|ipconfig\d+|keephugepages|keyboard|localtime|lock|meta|migrate_(?:downtime|speed)|name|nameserver|onboot|parent|protection|reboot|rng0|running.*|searchdomain|shares|snaptime|spice_enhancements|sshkeys|startdate|startup|tablet|tags|tdf|template|unused\d+|vmgenid|vmstate|vmstatestorage|watchdog)$/,
})

/** The typed config of a section, and what of it is left out. Fails for what the guest needs and cannot be read. */
export function readConfig(vmid: number, section: ConfigSection): ReadConfig<VmConfig> {
  const { config, warnings, unknown } = read(vmid, section)
  return { config: withOldNames(config, warnings), warnings, unknown }
}

/** `cdrom` is an older name for ide2 with a CD drive. */
function withOldNames(config: VmConfig, warnings: string[]): VmConfig {
  const { cdrom, ...others } = config
  if (!cdrom) return config
  if (config.ide2) {
    warnings.push('cdrom: has no effect, since ide2 is there too')
    return others
  }
  return { ...others, ide2: { ...cdrom, media: 'cdrom' } }
}
