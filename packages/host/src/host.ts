import type { Socket } from 'node:net'
import type { Readable, Writable } from 'node:stream'
import type { ContainerGroup } from './cgroups/container/container-group.ts'
import type { Mounts } from './mounts/mounts.ts'
import type { IdMap, RootedFiles } from './rooted/rooted-files.ts'

export type { ContainerGroup, ContainerUsage } from './cgroups/container/container-group.ts'
export type { Mounts, MountOptions, MountSource, MountTarget } from './mounts/mounts.ts'
export type { DeviceNode } from './mounts/device-nodes.ts'
export type { IdMap, IdRange, RootedContent, RootedFiles, RootedSource, RootedStat, RootedWriteOptions } from './rooted/rooted-files.ts'

/**
 * Everything that touches the machine goes through this interface, so that procedures run against the fake one in
 * tests and against Linux in the product. Paths are absolute. No call takes a shell string.
 */
export interface ExecOptions {
  /** Written to the program's standard input, which is then closed. */
  readonly input?: string | Uint8Array
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** milliseconds; the program is killed then and the call fails */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
  /** Called for every line that the program prints, as it prints it. */
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void
  /** A connection that the program reads, or writes, in the place of its standard input or output. It is closed here once the program has it. */
  readonly stdin?: Socket
  readonly stdout?: Socket
  /** Exit codes that are no failure (default [0]). */
  readonly okCodes?: readonly number[]
}

/** A program with its arguments, one end of a pipe. */
export interface PipeEnd {
  readonly program: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

export interface PipeOptions {
  readonly signal?: AbortSignal
  /** Called as data passes, with all bytes so far. */
  readonly onBytes?: (bytes: number) => void
  readonly bytesPerSecond?: number
}

export interface ExecResult {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface StartOptions {
  readonly env?: Readonly<Record<string, string>>
  /** true: it gets a pipe as its standard input; a number: what this open descriptor stands for; otherwise there is nothing to read. */
  readonly input?: boolean | number
  /** Whose its pipes are (default: this process's): who is not may use them, but not open them again as /dev/stderr. */
  readonly owner?: { readonly uid: number; readonly gid: number }
}

/** How a program ended: by itself, or by the signal of this number. */
export type ProgramEnd = { readonly code: number } | { readonly signal: number }

/** A program that runs in a process group and session of its own. It ends with this process. */
export interface StartedProgram {
  /** Also the number of its process group. */
  readonly pid: number
  /** undefined: it has ended already */
  readonly startTicks?: number
  /** Only with `input: true`. */
  readonly stdin?: Writable
  /** To be read or destroyed: a program whose output nobody takes stands still. */
  readonly stdout: Readable
  readonly stderr: Readable
  /** Resolves with the program itself; what it left in the background may hold its outputs open. */
  readonly ended: Promise<ProgramEnd>
  /** Asks its whole process group to end, and kills it three seconds later. */
  end(): void
}

export interface FileStat {
  readonly kind: 'file' | 'directory' | 'link' | 'block' | 'other'
  /** bytes */
  readonly size: number
  /** bytes really occupied */
  readonly allocated: number
  /** seconds since 1970 */
  readonly mtime: number
  readonly mode: number
}

export interface FilesystemUsage {
  /** bytes */
  readonly total: number
  readonly used: number
  readonly available: number
}

export interface Files {
  read(path: string): Promise<string>
  /** undefined when there is no such file */
  readIfThere(path: string): Promise<string | undefined>
  /** Whole or not at all: temporary file beside it, fsync, rename. */
  writeAtomic(path: string, content: string | Uint8Array, mode?: number): Promise<void>
  stat(path: string): Promise<FileStat | undefined>
  list(directory: string): Promise<string[]>
  makeDirectory(path: string, mode?: number): Promise<void>
  rename(from: string, to: string): Promise<void>
  /** Never replaces: fails with an error of code EEXIST. Files, folders, and volumes that are folders. */
  renameNew(from: string, to: string): Promise<void>
  /** Each of the two gets the other's name, in one step. Errors have a code, as those of renameNew. */
  exchange(one: string, other: string): Promise<void>
  /** Fails when it exists. */
  link(from: string, to: string): Promise<void>
  /** No error when it is not there. */
  remove(path: string): Promise<void>
  removeTree(path: string): Promise<void>
  usage(path: string): Promise<FilesystemUsage>
}

export interface VethEnd {
  readonly name: string
  readonly mac?: string | undefined
  readonly mtu?: number | undefined
}

export interface Links {
  exists(name: string): Promise<boolean>
  /** Names of bridges and Open vSwitch switches of this machine. */
  bridges(): Promise<string[]>
  createTap(name: string, options: { mtu?: number; mac?: string; queues?: number }): Promise<void>
  /** A pair of interfaces: what goes into one comes out of the other. `name`, `mac` and `mtu` are of the end that stays here; `peer` is the one that is to be given to a container. */
  createVeth(name: string, options: { peer: VethEnd; mac?: string; mtu?: number }): Promise<void>
  /** Moves an interface into the network namespace of a process, where it gets another name and is set up. */
  give(name: string, process: ProcessIdentity, nameThere: string): Promise<void>
  /** Runs the machine's own `ip` with these arguments in the network namespace of a process; what it prints. */
  ipInside(process: ProcessIdentity, args: readonly string[]): Promise<string>
  /** undefined: no such interface */
  mtu(name: string): number | undefined
  /** Plugs a port into a bridge; `vlan` and `trunks` where the bridge can. */
  attach(name: string, bridge: string, options: { vlan?: number; trunks?: string }): Promise<void>
  setUp(name: string, up: boolean): Promise<void>
  /** No error when it is not there. */
  remove(name: string): Promise<void>
  /** megabytes per second; undefined removes the limit */
  setRate(name: string, megabytesPerSecond: number | undefined): Promise<void>
  /** bytes since creation, as the guest sees them */
  counters(): Promise<Map<string, { receivedBytes: number; sentBytes: number }>>
}

export interface Cgroups {
  readonly version: 1 | 2
  /** Name of our part of the machine's tree: groups lie below it. */
  readonly top: string
  /** Containers' groups lie below this process's own place in each tree, as LXC knows it (`lxc.cgroup.relative`): in a trial, which must not leave somebody's memory limit. Version 1 only. */
  readonly relative: boolean
  /** Creates (if needed) the guest's group and moves the process into it. */
  enter(group: string, pid: number): Promise<void>
  /** `limit` in CPUs, 0: none; `weight` on the scale of the version (1: 2 to 262144, normal 1024; 2: 1 to 10000, normal 100); `affinity` as `0,2-5`, empty: all CPUs. */
  setCpu(group: string, options: { limit?: number; weight?: number; affinity?: string }): Promise<void>
  /** nanoseconds of CPU used and bytes of memory, as far as the controllers tell */
  usage(group: string): Promise<{ cpuNs?: number; memoryBytes?: number }>
  /** `pressurecpusome`, `pressureiofull`, ...: per cent of the last ten seconds in which work stood still. undefined: not told here */
  pressure(group: string): Readonly<Record<string, number>> | undefined
  remove(group: string): Promise<void>
  /** The group `quorate/lxc/100` in which LXC put a container, by its first process; `group` is named from the top that LXC had. undefined: the process has ended, or is in no such group */
  container(pid: number, group: string): ContainerGroup | undefined
  /** Takes groups away that LXC left, with all below them, in all trees. Fails when processes are in them. `kill`: these are killed first. `above`: groups above that are empty then go too. */
  removeAll(groups: readonly string[], options?: { kill?: boolean; above?: boolean }): Promise<void>
}

/** A pid alone is used again; with the start time it is not. */
export interface ProcessIdentity {
  readonly pid: number
  /** clock ticks since boot */
  readonly startTicks: number
}

export interface Processes {
  alive(pid: number, startTicks?: number): boolean
  /** Start time in clock ticks since boot, with the pid the identity of a process. undefined: no such process. */
  startTicks(pid: number): number | undefined
  kill(pid: number, signal: 'TERM' | 'KILL'): void
  /** Resolves when the process has ended, told by the kernel and not polled. */
  ended(pid: number, options?: { timeoutMs?: number; signal?: AbortSignal }): Promise<boolean>
  /** The argument list of a running process. */
  commandLine(pid: number): string[] | undefined
  /** Processes that a process has started and that still run; empty when there is no such process. */
  children(pid: number): number[]
  /** Is it the first process of a pid namespace of its own, as that of a container is? */
  isFirstInside(pid: number): boolean
  /** The processes of a process group. */
  inGroup(group: number): number[]
}

/**
 * The tree in which the kernel shows devices and takes orders about them, /sys. Paths are relative to it:
 * `bus/pci/devices/0000:01:00.0/vendor`.
 */
export interface KernelTree {
  /** Without the newline at its end. undefined: not there, or the device has no such thing to tell */
  read(path: string): Promise<string | undefined>
  /** Names, sorted; empty when there is no such folder. */
  list(path: string): Promise<string[]>
  /** Last part of what a link points to: `vfio-pci` of `bus/pci/devices/0000:01:00.0/driver`. undefined: no such link */
  linked(path: string): Promise<string | undefined>
  /** Gives an order. Fails with a Failure that names the file and the kernel's answer. */
  write(path: string, order: string): Promise<void>
}

export interface Host {
  readonly root: Root
  /** Runs a program with an argument array and waits. Fails with a Failure that names the program and quotes its last error line. */
  exec(program: string, args: readonly string[], options?: ExecOptions): Promise<ExecResult>
  /** Runs two programs, the output of the first being the input of the second, and waits for both. Fails as soon as one does. */
  pipe(from: PipeEnd, to: PipeEnd, options?: PipeOptions): Promise<void>
  /** Starts a program with an argument array and hands it over running. It gets no descriptor of this process but its pipes. */
  start(program: string, args: readonly string[], options?: StartOptions): Promise<StartedProgram>
  readonly files: Files
  /** Files below a folder that somebody else fills, a container's root file system. `idMap`: of the container; none when its ids are the machine's. */
  openRoot(path: string, idMap?: IdMap, options?: { readonly quick?: boolean }): RootedFiles
  readonly mounts: Mounts
  readonly links: Links
  readonly cgroups: Cgroups
  readonly processes: Processes
  readonly kernel: KernelTree
  /** milliseconds since 1970 */
  now(): number
}

/** The folder under which all state of this copy of the product lies; `/` when installed. */
export interface Root {
  readonly path: string
  /** Name of this node. */
  readonly node: string
  /** True unless path is `/`: the machine's own /etc is never touched then. */
  readonly trial: boolean
  /** `<root>/etc/pve`: where the config tree is mounted for people. Our own code reads the store, not the mount. */
  readonly configMount: string
  /** `<root>/var/lib/quorate`: databases, statistics. Mode 0700. */
  readonly state: string
  /** `<root>/var/lib/vz`: default storage `local`. */
  readonly vz: string
  /** `<root>/var/log/pve` */
  readonly log: string
  /** `<root>/run`: sockets and pid files. `<root>/run/qemu-server/100.qmp` */
  readonly run: string
}
