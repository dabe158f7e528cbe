import type { DiskFormat } from '../../forms/disk-format.ts'
import { osHardware, type DiskBus, type OsType } from './os-defaults.ts'

export interface DiskValues {
  readonly bus: DiskBus
  readonly storage: string
  /** GiB; empty with an image: as large as the image */
  readonly size: string
  /** Empty: what the storage makes. */
  readonly format: '' | DiskFormat
  readonly discard: boolean
  readonly ssd: boolean
  /** Empty: the server's default. */
  readonly cache: string
  readonly backup: boolean
}

export interface NicValues {
  readonly model: string
  readonly bridge: string
  readonly vlan: string
  readonly mac: string
  readonly firewall: boolean
  /** MB each second */
  readonly rate: string
}

/** Where the system comes from. */
export type VmSource = 'iso' | 'image' | 'template' | 'none'

/** The form of a new VM. Numbers are as typed. */
export interface VmValues {
  readonly node: string
  readonly vmid: string
  readonly name: string
  readonly count: string
  readonly pool: string
  readonly tags: readonly string[]
  readonly description: string
  readonly onboot: boolean
  readonly start: boolean
  readonly source: VmSource
  readonly isoStorage: string
  readonly iso: string
  readonly driversIso: string
  readonly imageStorage: string
  readonly image: string
  readonly template: string
  /** A copy of its own, not one that builds on the template. */
  readonly fullClone: boolean
  readonly os: OsType
  readonly bios: 'seabios' | 'ovmf'
  readonly machine: string
  readonly scsihw: string
  readonly agent: boolean
  readonly tpm: boolean
  readonly secureBoot: boolean
  /** For the variables of UEFI and the TPM's state. */
  readonly stateStorage: string
  readonly stateFormat: DiskValues['format']
  readonly vga: string
  readonly kvm: boolean
  readonly disks: readonly DiskValues[]
  readonly cores: string
  readonly sockets: string
  readonly cpu: string
  /** MiB */
  readonly memory: string
  readonly balloon: boolean
  readonly nets: readonly NicValues[]
  readonly cloudInit: boolean
  readonly ciuser: string
  readonly cipassword: string
  readonly sshkeys: string
  /** `dhcp` or `10.0.0.5/24`; empty: none */
  readonly ip: string
  readonly gateway: string
  readonly ip6: string
  readonly gateway6: string
  readonly nameserver: string
  readonly searchdomain: string
}

export interface Place {
  readonly node: string
  /** A storage that takes disks; empty: there is none. */
  readonly images: string
  readonly format: DiskValues['format']
  readonly isos: string
  readonly imports: string
  readonly bridge: string
}

export const newDisk = (bus: DiskBus, storage: string, size: string, format: DiskValues['format'] = ''): DiskValues => ({
  bus,
  storage,
  size,
  format,
  discard: true,
  ssd: false,
  cache: '',
  backup: true,
})

export const newNic = (model: string, bridge: string): NicValues => ({ model, bridge, vlan: '', mac: '', firewall: true, rate: '' })

/** Hardware of the form that follows the guest system. */
export function hardwareFor(values: VmValues, os: OsType, drivers: boolean): Partial<VmValues> {
  const { bios, machine, scsihw, agent, tpm, secureBoot, bus, nic, leastDisk, leastMemory } = osHardware(os, drivers)
  return {
    os,
    bios,
    machine,
    scsihw,
    agent,
    tpm,
    secureBoot,
    disks: values.disks.map(disk => ({
      ...disk,
      bus,
      ...(disk.size !== '' && Number(disk.size) < leastDisk && { size: String(leastDisk) }),
    })),
    nets: values.nets.map(net => ({ ...net, model: nic })),
    ...(Number(values.memory) < leastMemory && { memory: String(leastMemory) }),
  }
}

/** A new VM with Linux from a CD. */
export function newVm(place: Place): VmValues {
  const { bios, machine, scsihw, agent, tpm, secureBoot, bus, nic } = osHardware('l26', false)
  return {
    node: place.node,
    vmid: '',
    name: '',
    count: '1',
    pool: '',
    tags: [],
    description: '',
    onboot: false,
    start: false,
    source: 'iso',
    isoStorage: place.isos,
    iso: '',
    driversIso: '',
    imageStorage: place.imports,
    image: '',
    template: '',
    fullClone: true,
    os: 'l26',
    bios,
    machine,
    scsihw,
    agent,
    tpm,
    secureBoot,
    stateStorage: place.images,
    stateFormat: place.format,
    vga: '',
    kvm: true,
    disks: [newDisk(bus, place.images, '32', place.format)],
    cores: '2',
    sockets: '1',
    cpu: 'x86-64-v2-AES',
    memory: '2048',
    balloon: true,
    nets: place.bridge === '' ? [] : [newNic(nic, place.bridge)],
    cloudInit: false,
    ciuser: '',
    cipassword: '',
    sshkeys: '',
    ip: 'dhcp',
    gateway: '',
    ip6: '',
    gateway6: '',
    nameserver: '',
    searchdomain: '',
  }
}

/** The config key of each disk: `scsi0`, `scsi1`, `virtio0`. CD drives keep ide0 and ide2 for themselves. */
export function diskKeys(disks: readonly Pick<DiskValues, 'bus'>[]): readonly string[] {
  const next: Record<string, number> = {}
  return disks.map(({ bus }) => {
    let at = next[bus] ?? (bus === 'ide' ? 1 : 0)
    if (bus === 'ide' && at === 2) at = 3
    next[bus] = at + 1
    return `${bus}${at}`
  })
}
