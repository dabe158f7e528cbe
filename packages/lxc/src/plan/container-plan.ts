import type { IdMap } from '@quorate/host'
import type { HostDevice } from './container-facts.ts'

/** A file system of the container, to be mounted by the host. */
export interface MountPlan {
  /** `rootfs`, `mp0` */
  readonly key: string
  /** Id of a volume, or an absolute path of the host: a folder or a block device. */
  readonly source: string
  readonly volume: boolean
  /** Path inside the container without a slash at its end; `/` for the root file system. */
  readonly target: string
  readonly readOnly: boolean
  readonly options: readonly MountOption[]
  /** undefined: as the file system has it */
  readonly acl: boolean | undefined
  readonly quota: boolean
  /** Owner and mode of the folder that it is mounted on stay as they are. */
  readonly keepAttributes: boolean
}

export type MountOption = 'discard' | 'lazytime' | 'noatime' | 'nodev' | 'noexec' | 'nosuid'

/** Addresses that the host sets. */
export interface NicAddresses {
  /** `192.0.2.10/24` */
  readonly ip: string | undefined
  readonly gateway: string | undefined
  readonly ip6: string | undefined
  readonly gateway6: string | undefined
}

export interface NicPlan {
  /** `net0` */
  readonly key: string
  readonly index: number
  /** Inside: `eth0` */
  readonly name: string
  /** The host's end: `veth100i0` */
  readonly hostName: string
  /** The other end, until LXC moves it into the container. */
  readonly peerName: string
  readonly mac: string
  readonly bridge: string | undefined
  readonly vlan: number | undefined
  /** `5;10-20` */
  readonly trunks: string | undefined
  /** megabytes per second */
  readonly rate: number | undefined
  readonly mtu: number | undefined
  readonly firewall: boolean
  /** The cable is not plugged in. */
  readonly linkDown: boolean
  /** undefined: the container sets its own */
  readonly addresses: NicAddresses | undefined
}

/** A node of a device of the host, made for the container alone. */
export interface DevicePlan extends HostDevice {
  /** `dev0` */
  readonly key: string
  readonly path: string
  readonly mode: number
  /** As the container numbers them. */
  readonly uid: number
  readonly gid: number
  readonly readOnly: boolean
}

export interface CgroupPlan {
  readonly memoryBytes: number
  readonly swapBytes: number
  /** CPUs; undefined: no limit */
  readonly cpuLimit: number | undefined
  /** On the scale of the machine's control groups. */
  readonly cpuWeight: number
  /** Number of CPUs to run on; undefined: all */
  readonly cores: number | undefined
}

export interface ContainerPlan {
  /** Text of LXC's config file. */
  readonly config: string
  /** As the kernel has it. */
  readonly hostname: string
  /** Text of the policy for system calls that it names. */
  readonly seccomp: string
  /** Empty: privileged */
  readonly idMap: IdMap
  /** In the order in which they are mounted. */
  readonly mounts: readonly MountPlan[]
  readonly nics: readonly NicPlan[]
  readonly devices: readonly DevicePlan[]
  readonly cgroup: CgroupPlan
  /** Level of LXC's log. */
  readonly logLevel: 'DEBUG' | 'WARN'
  /** What the config asks for and this plan could not do. */
  readonly warnings: readonly string[]
}
