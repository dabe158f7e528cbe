import type { UsbPlug } from '../devices/usb.ts'

/** A `-device`, `-netdev`, `-object` or `-chardev`: also the arguments of its QMP command for hot-plug. Undefined members are left out. */
export interface QemuArguments {
  readonly [name: string]: string | number | bigint | boolean | undefined
}

export interface DevicePlan extends QemuArguments {
  readonly driver: string
  readonly id: string
}

/** Arguments of `object-add`. */
export interface ObjectPlan {
  readonly 'qom-type': string
  readonly id: string
  readonly [option: string]: unknown
}

/** Arguments of `blockdev-add`. */
export interface BlockNode {
  readonly driver: string
  readonly 'node-name': string
  readonly [option: string]: unknown
}

/** One drive: everything that has to be added, in this order: objects, nodes, controllers, devices. */
export interface DiskPlan {
  /** `scsi0`, `efidisk0` */
  readonly key: string
  /** What the config names: `local:100/vm-100-disk-0.qcow2`; `none` or `cdrom` for an empty tray. */
  readonly file: string
  readonly cdrom: boolean
  readonly readonly: boolean
  /** Node that the guest's device reads: `drive-scsi0`. undefined: empty tray. */
  readonly node: string | undefined
  /** Node of the image format below it: `fmt-scsi0`; the one to snapshot, mirror and resize. */
  readonly formatNode: string | undefined
  readonly objects: readonly ObjectPlan[]
  readonly nodes: readonly BlockNode[]
  /** A `-drive` instead of nodes, for `snapshot=1`; such a disk cannot be hot-plugged. */
  readonly options: readonly string[]
  /** Controller that this disk brings along (virtio-scsi-single: one for each). */
  readonly controllers: readonly DevicePlan[]
  /** undefined: firmware memory or TPM state, which is no device of its own */
  readonly device: DevicePlan | undefined
}

/** One network card and what has to stand ready on the host for it. */
export interface NicPlan {
  /** `net0` */
  readonly key: string
  readonly model: string
  readonly mac: string
  /** `tap100i0`; undefined: QEMU's own user-mode network */
  readonly tap: string | undefined
  readonly bridge: string | undefined
  readonly vlan: number | undefined
  readonly trunks: string | undefined
  /** bytes; undefined: the bridge's */
  readonly mtu: number | undefined
  /** Queue pairs; more than 1 needs a tap made with multi_queue. */
  readonly queues: number
  /** megabytes per second, both ways */
  readonly rate: number | undefined
  readonly linkDown: boolean
  readonly firewall: boolean
  readonly netdev: QemuArguments & { readonly type: string; readonly id: string }
  readonly device: DevicePlan
}

export interface SocketPaths {
  readonly qmp: string
  /** A second QMP server, kept open for events. */
  readonly events: string
  /** A third one, kept open by whoever measures. undefined: started by an older version */
  readonly meter?: string
  /** undefined: no display (vga none or serialN) */
  readonly vnc: string | undefined
  /** By `serial0`; only those that are sockets. */
  readonly serials: Readonly<Record<string, string>>
  /** undefined: no guest agent */
  readonly agent: string | undefined
  /** undefined: no SPICE */
  readonly spice: string | undefined
  /** undefined: no TPM. swtpm must listen there before QEMU starts. */
  readonly tpm: string | undefined
  readonly pidfile: string
}

/** A file that has to be copied before the start and may be removed after the stop. */
export interface TemporaryCopy {
  readonly from: string
  readonly to: string
}

export interface TpmPlan {
  /** Volume with the state, as the config names it. */
  readonly file: string
  readonly version: '1.2' | '2.0'
  readonly socket: string
}

/** For `Cgroups.setCpu`. */
export interface CgroupPlan {
  /** CPUs; undefined: no limit */
  readonly limit: number | undefined
  /** On the scale of the machine's control groups. */
  readonly weight: number | undefined
  /** `0,2-5` */
  readonly affinity: string | undefined
}

export interface CpuPlan {
  readonly sockets: number
  readonly cores: number
  /** sockets x cores: as many can be plugged */
  readonly maximum: number
  /** Processors that are no devices and stay. */
  readonly fixed: number
  /** `cpu2`, `cpu3`, ... */
  readonly devices: readonly DevicePlan[]
}

/** A memory module that comes and goes while the guest runs: the object, then the device. */
export interface DimmPlan {
  readonly mebibytes: number
  readonly hostNodes: readonly number[] | undefined
  readonly backend: ObjectPlan
  readonly device: DevicePlan
}

export interface HugePagePlan {
  /** of one page */
  readonly mebibytes: 2 | 1024
  /** Where they must be mounted when QEMU starts. */
  readonly folder: string
  /** They stay set aside when the guest ends. */
  readonly keep: boolean
  /** Pages by part of the memory; `hostNodes` undefined: from any node of the host. */
  readonly needs: readonly { readonly pages: number; readonly hostNodes: readonly number[] | undefined }[]
}

export interface MemoryPlan {
  readonly mebibytes: number
  /** MiB that are no modules and stay */
  readonly fixed: number
  /** Processors of each NUMA node, as ranges; empty: no NUMA */
  readonly nodes: readonly (readonly string[])[]
  /** Memory of each NUMA node. */
  readonly backends: readonly ObjectPlan[]
  readonly dimms: readonly DimmPlan[]
  /** How far it can grow; undefined: not while the guest runs */
  readonly room: { readonly mebibytes: number; readonly slots: number } | undefined
  readonly hugePages: HugePagePlan | undefined
}

/** A folder of the host that virtiofsd serves to the guest; it must listen on the socket before QEMU starts. */
export interface SharedFolderPlan {
  /** `virtiofs0` */
  readonly key: string
  /** Name by which the guest mounts it. */
  readonly tag: string
  readonly folder: string
  readonly socket: string
  readonly cache: 'auto' | 'always' | 'metadata' | 'never'
  /** The guest's O_DIRECT reaches the host. */
  readonly directIo: boolean
  /** Extended attributes, and access control lists, are shown to the guest. */
  readonly attributes: boolean
  readonly acl: boolean
}

/** A PCI device of the host, or a part of one, that the guest gets. */
export interface HostDevicePlan {
  /** `hostpci0` */
  readonly key: string
  /** `0000:01:00.0` */
  readonly address: string
  /** vfio: to be bound to vfio-pci; keep: stays with the driver that it has */
  readonly driver: 'vfio' | 'keep'
  /** To be made of it. Without uuid the device itself takes the type. */
  readonly mediated: { readonly type: string; readonly uuid: string | undefined } | undefined
  /** A file that must be there. */
  readonly rom: string | undefined
}

export interface VmPlan {
  /** The whole command line, program first. */
  readonly argv: readonly string[]
  readonly sockets: SocketPaths
  readonly nics: readonly NicPlan[]
  /** In the order of the command line; includes efidisk0. */
  readonly disks: readonly DiskPlan[]
  readonly usb: readonly UsbPlug[]
  readonly tpm: TpmPlan | undefined
  readonly copies: readonly TemporaryCopy[]
  /** To be made ready before the start. */
  readonly hostDevices: readonly HostDevicePlan[]
  readonly sharedFolders: readonly SharedFolderPlan[]
  /** File of memory that guests share, absolute; QEMU makes it. */
  readonly sharedMemory: string | undefined
  readonly cgroup: CgroupPlan
  readonly cpus: CpuPlan
  readonly memory: MemoryPlan
  /** Machine version and CPU text as planned: kept with a running guest's saved state. */
  readonly machine: string
  readonly cpu: string
  /** What the config asks for and this plan could not do. */
  readonly warnings: readonly string[]
}
