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
  readonly weight: number | undefined
  /** `0,2-5` */
  readonly affinity: string | undefined
}

export interface VmPlan {
  /** The whole command line, program first. */
  readonly argv: readonly string[]
  readonly sockets: SocketPaths
  readonly nics: readonly NicPlan[]
  /** In the order of the command line; includes efidisk0. */
  readonly disks: readonly DiskPlan[]
  readonly tpm: TpmPlan | undefined
  readonly copies: readonly TemporaryCopy[]
  /** PCI addresses of host devices to be bound to vfio-pci before the start. */
  readonly hostDevices: readonly string[]
  readonly cgroup: CgroupPlan
  /** Machine version and CPU text as planned: kept with a running guest's saved state. */
  readonly machine: string
  readonly cpu: string
  /** What the config asks for and this plan could not do. */
  readonly warnings: readonly string[]
}
