/** What this machine offers to containers. */
export interface HostFacts {
  /** As a config names it: `amd64`, `arm64`; another name as the kernel has it. */
  readonly arch: string
  /** CPUs that may be used. */
  readonly cpus: number
  readonly cgroupVersion: 1 | 2
  /** The kernel can limit swap. */
  readonly swapAccounting: boolean
  /** The kernel enforces AppArmor, and its parser is there. */
  readonly appArmor: boolean
  /** MTU of the bridges that the config names; one that is not in it is not there. */
  readonly bridgeMtu: ReadonlyMap<string, number>
}

/** A device node of the host. */
export interface HostDevice {
  readonly kind: 'c' | 'b'
  readonly major: number
  readonly minor: number
}

/** Control groups of one container, from the top of the tree: `quorate/lxc/100`. */
export interface ContainerGroups {
  readonly container: string
  /** Name of the group below it that the container sees as its own top. */
  readonly inner: string
  readonly monitor: string
  /** They lie below the place of the process that starts LXC, in each tree. */
  readonly relative: boolean
  /** Where the monitor goes when it ends, so that its own group can be removed. */
  readonly pivot: string
}

export interface ContainerPaths {
  /** Where the root file system is mounted. */
  readonly rootfs: string
  /** Folder of device nodes made for it. */
  readonly devices: string
  readonly seccomp: string
  /** Program that LXC runs when the container has ended. */
  readonly endHook: string
}

/** What the plan of a container needs to know beside its config. Everything is gathered before; the plan itself reads nothing. */
export interface ContainerFacts {
  readonly vmid: number
  readonly node: string
  readonly paths: ContainerPaths
  readonly groups: ContainerGroups
  readonly host: HostFacts
  /** By the path that devN names; one that is not in it is no device of this node. */
  readonly devices: ReadonlyMap<string, HostDevice>
  /** Where lxcfs is mounted, and its files that take the place of the kernel's: `/proc/meminfo`. undefined: it does not run */
  readonly lxcfs: { readonly mount: string; readonly files: readonly string[] } | undefined
}

/** How this start differs from a plain one. */
export interface PlanOptions {
  /** The CPUs that were chosen for it: `0,2-5`. undefined: all */
  readonly cpus?: string
}
