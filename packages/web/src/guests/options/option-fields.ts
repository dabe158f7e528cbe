import { lxcConfigKeys } from '@quorate/contract/lxc/config-keys'
import { qemuConfigKeys } from '@quorate/contract/qemu/config-keys'
import type { SchemaData } from '@quorate/schema'

export type OptionGroup = 'general' | 'start' | 'system' | 'protection' | 'other'

export interface Option {
  readonly key: string
  readonly group: OptionGroup
  readonly schema: SchemaData
  /** For switches whose declaration names no default: what holds when they are not set. */
  readonly absent?: boolean
  readonly only?: readonly string[]
  /** It is given when the guest is made. */
  readonly readOnly?: boolean
}

const vm = (key: keyof typeof qemuConfigKeys, group: OptionGroup, more: Partial<Option> = {}): Option => ({
  key,
  group,
  schema: qemuConfigKeys[key],
  ...more,
})
const container = (key: keyof typeof lxcConfigKeys, group: OptionGroup, more: Partial<Option> = {}): Option => ({
  key,
  group,
  schema: lxcConfigKeys[key],
  ...more,
})

/** Settings of a guest that are no hardware, in the order in which they are listed. */
export const options: Readonly<Record<'qemu' | 'lxc', readonly Option[]>> = {
  qemu: [
    vm('name', 'general'),
    vm('ostype', 'general'),
    vm('agent', 'general', { only: ['enabled', 'type', 'freeze-fs', 'fstrim_cloned_disks'] }),
    vm('protection', 'protection'),
    vm('onboot', 'start'),
    vm('startup', 'start'),
    vm('boot', 'start'),
    vm('hotplug', 'system'),
    vm('acpi', 'system'),
    vm('kvm', 'system'),
    vm('tablet', 'system'),
    vm('reboot', 'start'),
    vm('freeze', 'start', { absent: false }),
    vm('localtime', 'system', { absent: false }),
    vm('startdate', 'system'),
    vm('smbios1', 'system'),
    vm('vmgenid', 'system'),
    vm('keyboard', 'system'),
    vm('amd-sev', 'protection'),
    vm('intel-tdx', 'protection'),
    vm('spice_enhancements', 'other'),
    vm('vmstatestorage', 'other'),
    vm('hookscript', 'other'),
    vm('migrate_downtime', 'other'),
    vm('migrate_speed', 'other'),
  ],
  lxc: [
    container('ostype', 'general'),
    container('arch', 'general', { readOnly: true }),
    container('timezone', 'general'),
    container('onboot', 'start'),
    container('startup', 'start'),
    container('entrypoint', 'start'),
    container('env', 'start'),
    container('console', 'system'),
    container('tty', 'system'),
    container('cmode', 'system'),
    container('features', 'system'),
    container('unprivileged', 'protection', { readOnly: true }),
    container('protection', 'protection'),
    container('hookscript', 'other'),
    container('debug', 'other'),
  ],
}
