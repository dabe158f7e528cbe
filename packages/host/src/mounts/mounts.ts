import type { ProcessIdentity } from '../host.ts'
import type { Mount } from '../mount-info.ts'
import type { DeviceNode } from './device-nodes.ts'
import type { IdMap } from '../rooted/rooted-files.ts'

export type MountSource =
  /** A block device, or a raw image file (which gets a loop device for as long as it is mounted), with a file system. */
  | { readonly kind: 'device' | 'image'; readonly path: string }
  /** A folder of this machine, without what is mounted below it. `throughLinks`: symbolic links on the way are those of an administrator; otherwise they are refused, because somebody in a container may have put them there. */
  | { readonly kind: 'folder'; readonly path: string; readonly throughLinks?: boolean }

/** A folder in a tree that somebody else fills: `path` is resolved as if `root` were `/` and never leads out of it. It must be there. */
export interface MountTarget {
  readonly root: string
  readonly path: string
}

export interface MountOptions {
  readonly readOnly?: boolean
  readonly noatime?: boolean
  readonly nosuid?: boolean
  readonly nodev?: boolean
  readonly noexec?: boolean
  /** The owners on the disk are shown with other numbers, those of the container: `inside` is what is on the disk. Chosen by the owner of the top folder as it is on the disk, where only that tells. */
  readonly idMap?: IdMap | ((owner: number) => IdMap | undefined)
  /** The following are of the file system: they count for devices and images. */
  readonly lazytime?: boolean
  readonly discard?: boolean
  /** undefined: as the file system does by itself */
  readonly acl?: boolean
  /** Quotas of users and groups, kept in the file system (ext4). */
  readonly quota?: boolean
}

export interface Mounts {
  /** All at and below a folder, oldest first; also those that a crash left. */
  below(folder: string): Mount[]
  /** With all its options from the first moment, or not at all. Fails with a Failure that names source and target. */
  mount(source: MountSource, target: MountTarget, options?: MountOptions): Promise<void>
  /** Puts what is mounted at `folder`, with its options, also into the mount namespace of a running process: at a folder that is there, as that process sees it. */
  mountInto(process: ProcessIdentity, folder: string, path: string): Promise<void>
  /** Takes a mount off there. Fails when nothing is mounted at the path. */
  unmountIn(process: ProcessIdentity, path: string): Promise<void>
  /** A small file system at `folder` (made when it is not there) with these device nodes. What was mounted there before goes. */
  mountNodes(folder: string, nodes: readonly DeviceNode[]): Promise<void>
  /** Brings to the disk what was written below, of file systems that are mounted nowhere else. A disk that fails is told as a notice. */
  flushBelow(folder: string): Promise<void>
  /** Newest first. What stays in use for two seconds is detached, goes when its last user does, and is told as a notice. */
  unmountBelow(folder: string): Promise<void>
}
