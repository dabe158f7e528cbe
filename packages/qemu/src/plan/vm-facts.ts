import type { QemuCapabilities } from '../capabilities/qemu-capabilities.ts'

/** A volume that a drive names, found and activated by the storage. */
export interface ResolvedVolume {
  /** Absolute path of a file or block device. Ignored when `protocol` is there. */
  readonly path: string
  readonly format: 'raw' | 'qcow' | 'qcow2' | 'qed' | 'vmdk' | 'vdi' | 'vhdx' | 'vpc' | 'cloop' | 'dmg'
  /** The storage gives it out for reading only (an ISO, a base image). */
  readonly readonly: boolean
  /** O_DIRECT works there: false on tmpfs and some network file systems. */
  readonly directIo: boolean
  readonly blockDevice: boolean
  /** bytes, where known */
  readonly size?: number
  /** Storage kind on which io_uring is known to stall (`lvm`, `rbd`, `cifs`): the default becomes threads or native. */
  readonly avoidIoUring?: boolean
  /** QEMU's own client for the volume instead of a path: `{driver: 'rbd', pool: ..., image: ...}` */
  readonly protocol?: { readonly driver: string; readonly [option: string]: unknown }
}

export interface HostFacts {
  /** /dev/kvm can be opened. */
  readonly kvm: boolean
  /** KVM offers less than the plainest CPU model has: none can be enforced, and Hyper-V features fail (default false). */
  readonly limitedKvm?: boolean
  readonly arch: 'x86_64' | 'aarch64'
  /** CPUs of the machine */
  readonly cpus: number
  /** `GenuineIntel`, `AuthenticAMD` */
  readonly cpuVendor?: string
  /** /dev/vhost-net can be opened. */
  readonly vhostNet: boolean
  /** MTU of the bridges that the config names; one that is not in it is not there. */
  readonly bridgeMtu: ReadonlyMap<string, number>
  readonly cgroupVersion: 1 | 2
  /** Bits of a physical address of its processors. */
  readonly physicalBits?: number
  /** Numbers of its NUMA nodes; not looked at when left out. */
  readonly numaNodes?: readonly number[]
  /** MiB of the huge pages that its kernel offers; none when left out. */
  readonly hugePages?: readonly number[]
  /** False where there is no graphics card to draw with (default true). */
  readonly renderNode?: boolean
  /** False where the kernel refuses io_uring (default true). */
  readonly ioUring?: boolean
  /** undefined: the processor or kernel cannot encrypt guests by AMD SEV */
  readonly sev?: SevFacts | undefined
  /** The processor and kernel can run guests under Intel TDX. */
  readonly tdx?: boolean
}

export interface VmPaths {
  /** Folder of sockets and pid files: `<root>/run/qemu-server` */
  readonly run: string
  /** Folder with OVMF_CODE_4M.fd and its kin: `/usr/share/OVMF` */
  readonly firmware: string
  /** Names of the files in that folder; not looked at when left out. */
  readonly firmwareFiles?: readonly string[]
}

/** A section of virtual-guest/cpu-models.conf. */
export interface CustomCpu {
  /** `+aes;-pcid` */
  readonly flags?: string
  readonly hidden?: boolean
  readonly 'hv-vendor-id'?: string
  /** A number, or `host`. */
  readonly 'phys-bits'?: string
  readonly 'guest-phys-bits'?: number
  /** Model of QEMU that it is made from. */
  readonly 'reported-model'?: string
}

/** What the host's processor can do for encrypted guests. */
export interface SevFacts {
  readonly kinds: readonly ('std' | 'es' | 'snp')[]
  /** Bit of a page table entry that marks an encrypted page. */
  readonly cBitPosition: number
  /** Bits of physical addresses that encryption takes away. */
  readonly reducedBits: number
}

/** What a `mapping=` of usb and hostpci, or the `dirid` of virtiofs names, on this node. */
export interface ResolvedMapping {
  /** Of several, a start takes one that is free. */
  readonly choices: readonly {
    /** PCI addresses that belong together (`0000:01:00.0`), one USB `bus-port` or `vendor:product`, one absolute folder. */
    readonly devices: readonly string[]
    /** What speaks against using it. */
    readonly problem: string | undefined
  }[]
  /** PCI: to be split into mediated devices */
  readonly mdev: boolean
}

/** What the plan of a VM needs to know beside its config. Everything is gathered before; the plan itself reads nothing. */
export interface VmFacts {
  readonly vmid: number
  readonly node: string
  readonly paths: VmPaths
  readonly qemu: QemuCapabilities
  readonly host: HostFacts
  /** By what stands in the config as `file` of a drive: `local:100/vm-100-disk-0.qcow2`, `/dev/sdb`. */
  readonly volumes: ReadonlyMap<string, ResolvedVolume>
  /** /dev/cdrom is there: the machine's own CD drive. */
  readonly cdromDrive?: boolean
  /** By name, without `custom-`. */
  readonly customCpus?: ReadonlyMap<string, CustomCpu> | undefined
  /** By kind and name: `pci/gpu` */
  readonly mappings?: ReadonlyMap<string, ResolvedMapping>
  /** PCI devices that a start has set aside for a key: `hostpci0`. Without, the first that there would be is planned. */
  readonly setAside?: ReadonlyMap<string, readonly string[]>
  /** PCI devices that take the type of a mediated device themselves (NVIDIA's virtual functions). */
  readonly typedFunctions?: ReadonlySet<string>
  /** Functions of a PCI device, by its slot (`0000:01:00`): `['0000:01:00.0', '0000:01:00.1']`. */
  readonly pciFunctions?: ReadonlyMap<string, readonly string[]>
}

/** How this start differs from a plain one. */
export interface StartOptions {
  /** QEMU waits for a migration here: `unix:...`, `tcp:...`, `defer`, `fd:..`; a saved state: `file:...` */
  readonly incoming?: string
  /** Do not let the CPUs run until told over QMP. */
  readonly paused?: boolean
  /** Machine version and CPU text that the source of a migration or a saved state runs with, instead of the config's. */
  readonly machine?: string
  readonly cpu?: string
  /** MTU of cards, by `net0`, that a saved state runs with, instead of what config and bridge say now. */
  readonly nicMtus?: Readonly<Record<string, number>>
}
