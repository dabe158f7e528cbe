import type { cpuOption } from '@quorate/contract/qemu/cpu'
import { Failure, type Static } from '@quorate/schema'
import type { CustomCpu } from '../plan/vm-facts.ts'

export type CpuSetting = Static<typeof cpuOption>

/** What a config and its custom model say together; the config's own word counts before the model's. */
export interface CpuModel {
  /** A model of QEMU, or a level such as x86-64-v3; undefined: the usual one */
  readonly name: string | undefined
  /** `+aes`, `-pcid`: a later one counts before an earlier one */
  readonly flags: readonly string[]
  readonly hidden: boolean
  readonly hvVendorId: string | undefined
  readonly physBits: string | undefined
  readonly guestPhysBits: number | undefined
}

const prefix = 'custom-'

/** `cpu: custom-name` is the section `name` of virtual-guest/cpu-models.conf. Fails when there is none. */
export function cpuModel(setting: CpuSetting, models: ReadonlyMap<string, CustomCpu> | undefined): CpuModel {
  const type = setting.cputype
  const custom = type?.startsWith(prefix) ? models?.get(type.slice(prefix.length)) : {}
  if (!custom) throw new Failure(`cpu: there is no custom model '${type?.slice(prefix.length)}' in virtual-guest/cpu-models.conf`)
  return {
    name: type?.startsWith(prefix) ? (setting['reported-model'] ?? custom['reported-model'] ?? 'kvm64') : type,
    flags: [custom.flags, setting.flags].flatMap(flags => (flags ?? '').split(';').filter(Boolean)),
    hidden: setting.hidden ?? custom.hidden ?? false,
    hvVendorId: setting['hv-vendor-id'] ?? custom['hv-vendor-id'],
    physBits: setting['phys-bits'] ?? custom['phys-bits'],
    guestPhysBits: setting['guest-phys-bits'] ?? custom['guest-phys-bits'],
  }
}
