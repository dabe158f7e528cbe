import { implement, type Implementation } from '@quorate/contract'
import { nodesCapabilities } from '@quorate/contract/nodes/capabilities'
import { readCpuInfo } from '@quorate/host'
import type { QemuCapabilities } from '../capabilities/qemu-capabilities.ts'
import { cpuLevels } from '../devices/cpu.ts'
import { customCpuModels } from '../devices/custom-cpu-models.ts'
import { machineVersion } from '../devices/machine-version.ts'
import type { QemuServices } from '../services.ts'

/** `pc-q35-7.2` with its version, newest first; the unversioned names lead. */
function machineRows({ machines }: QemuCapabilities) {
  const versioned = machines.flatMap(({ name }) => {
    const [, kind, version] = /^pc-(i440fx|q35)-(\d+(?:\.\d+)+)$/.exec(name) ?? []
    return version === undefined ? [] : [{ id: name, type: kind === 'q35' ? 'q35' : 'i440fx', version }]
  })
  return versioned.toSorted((a, b) => machineVersion(b.id) - machineVersion(a.id) || (a.id < b.id ? -1 : 1))
}

function vendorOf(model: string): string {
  if (/^(?:EPYC|Opteron|phenom|athlon)/i.test(model)) return 'AuthenticAMD'
  if (/^(?:qemu|kvm|max$|host$|x86-64)/.test(model)) return 'default'
  return 'GenuineIntel'
}

/** What the QEMU of this node offers, asked of QEMU itself, and the cluster's own CPU models. */
export function qemuCapabilitiesApi({ capabilities, store }: Pick<QemuServices, 'capabilities' | 'store'>): Implementation[] {
  return implement(nodesCapabilities, {
    async cpuModels() {
      const { cpuModels } = await capabilities()
      const own = [...customCpuModels(store)].map(([name, model]) => ({
        name: `custom-${name}`,
        custom: 1,
        vendor: vendorOf(model['reported-model'] ?? 'kvm64'),
      }))
      const usual = ['host', ...cpuLevels, ...cpuModels.filter(name => name !== 'host' && !/-v\d+$/.test(name))].map(name => ({
        name,
        custom: 0,
        vendor: vendorOf(name),
      }))
      return [...own, ...usual]
    },
    cpuFlags: () =>
      readCpuInfo()
        .flags.split(' ')
        .filter(Boolean)
        .toSorted()
        .map(name => ({ name })),
    machines: async () => machineRows(await capabilities()),
    migration: async () => ({ 'has-dbus-vmstate': 0 }),
  })
}
