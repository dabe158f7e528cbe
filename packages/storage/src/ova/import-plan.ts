import type { OvfBus, OvfMachine } from './read-ovf.ts'

/** What importing would change or lose, as clients know it. */
export interface ImportWarning {
  readonly type: 'cdrom-image-ignored' | 'efi-state-lost' | 'nvme-unsupported' | 'ovmf-with-lsi-unsupported' | 'serial-port-socket-only'
  readonly key?: string
  readonly value?: string
}

/** What a virtual machine is to be created with, so that it is like the described one. */
export interface ImportPlan {
  readonly 'create-args': Readonly<Record<string, string | number>>
  /** `scsi0` -> file name of the image */
  readonly disks: Readonly<Record<string, string>>
  readonly net: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly warnings: readonly ImportWarning[]
}

const places: Readonly<Record<OvfBus, number>> = { ide: 4, sata: 6, scsi: 31 }
const mostCards = 32
/** A title of a megabyte would take minutes to look through. */
const longestTitle = 255
const nicModels: Readonly<Record<string, string>> = {
  e1000: 'e1000',
  e1000e: 'e1000e',
  vmxnet3: 'vmxnet3',
  pcnet32: 'pcnet',
  virtio: 'virtio',
}
const unicastMac = /^[0-9a-f][02468ace](?::[0-9a-f]{2}){5}$/i

function scsiHardware(said: string): string {
  if (/sas/.test(said)) return 'megasas'
  if (/virtualscsi|pvscsi/.test(said)) return 'pvscsi'
  return /lsilogic/.test(said) ? 'lsi' : 'virtio-scsi-single'
}

/** A name as VMs may have: parts of letters, digits and hyphens. */
function hostName(name: string | undefined): string | undefined {
  const text = (name ?? '')
    .slice(0, longestTitle)
    .replaceAll(/[^A-Za-z0-9.-]+/g, '-')
    .replaceAll(/(?<=^|\.)[-.]+|-+(?=\.|$)/g, '')
    .slice(0, 63)
  return /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*$/.test(text) ? text : undefined
}

function disksOf(machine: OvfMachine): Record<string, string> {
  const used: Record<OvfBus, number> = { ide: 0, sata: 0, scsi: 0 }
  const disks: Record<string, string> = {}
  for (const { bus, file } of machine.disks) {
    const on = used[bus] < places[bus] ? bus : 'scsi'
    if (used[on] < places[on]) disks[`${on}${used[on]++}`] = file
  }
  return disks
}

/** Pure. */
export function importPlan(machine: OvfMachine): ImportPlan {
  const warnings: ImportWarning[] = []
  const disks = disksOf(machine)
  let scsihw = scsiHardware(machine.scsiController)
  if (machine.efi) warnings.push({ type: 'efi-state-lost', key: 'bios', value: 'ovmf' })
  if (machine.efi && scsihw === 'lsi') {
    warnings.push({ type: 'ovmf-with-lsi-unsupported', key: 'scsihw', value: 'lsi' })
    scsihw = 'pvscsi'
  }
  if (machine.hasNvme) warnings.push({ type: 'nvme-unsupported' })
  for (const value of machine.cdroms) warnings.push({ type: 'cdrom-image-ignored', value })
  if (machine.serials) warnings.push({ type: 'serial-port-socket-only', key: 'serial0' })
  const name = hostName(machine.name)
  const cores = machine.coresPerSocket && machine.processors % machine.coresPerSocket === 0 ? machine.coresPerSocket : machine.processors
  const boot = Object.keys(disks)[0]
  return {
    'create-args': {
      ...(name === undefined ? {} : { name }),
      ostype: machine.ostype,
      memory: machine.memoryMiB,
      cores,
      sockets: machine.processors / cores,
      ...(machine.efi ? { bios: 'ovmf' } : {}),
      scsihw,
      ...(machine.serials ? { serial0: 'socket' } : {}),
      ...(boot === undefined ? {} : { boot: `order=${boot}` }),
    },
    disks,
    net: Object.fromEntries(
      machine.nics
        .slice(0, mostCards)
        .map(({ model, mac }, index) => [
          `net${index}`,
          { model: nicModels[model] ?? 'e1000', ...(mac !== undefined && unicastMac.test(mac) ? { macaddr: mac.toUpperCase() } : {}) },
        ]),
    ),
    warnings,
  }
}
