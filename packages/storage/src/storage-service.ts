import type { Content, ImageFormat } from './content-type.ts'
import type { StorageStatus } from './driver.ts'
import type { ReadableFormat } from './image/image-format.ts'
import type { StorageEntry } from './config/storage-entry.ts'
import type { WholeCluster } from './service/resource-rows.ts'
import type { Work } from './work.ts'

export interface ResolvedVolume {
  /** `local:100/vm-100-disk-0.qcow2` */
  readonly volid: string
  readonly storage: string
  /** The part after the colon. */
  readonly name: string
  /** Absolute path of the file, the block device or the folder. */
  readonly path: string
  /** `folder`: a tree of files, format `subvol` */
  readonly kind: 'file' | 'block' | 'folder'
  /** `raw`, `qcow2`, `vmdk`, `subvol` for images; `iso`, `tzst`, `vma.zst` ... for other content */
  readonly format: string
  /** Of a guest's volume what its name says: `rootdir` of a folder tree, else `images`. Rows of lists look at whose it is. */
  readonly content: Content
  readonly vmid?: number
  /** It is a base image (a template's disk): read only. */
  readonly base: boolean
}

/** One row of a storage's content, as the API shows it. Sizes in bytes, ctime in seconds since 1970. */
export interface VolumeRow {
  readonly volid: string
  readonly content: Content
  readonly format: string
  readonly size: number
  readonly used?: number
  readonly vmid?: number
  /** Volume name of the base image that it is a linked clone of. */
  readonly parent?: string
  readonly ctime?: number
  readonly notes?: string
  readonly protected?: boolean
  /** For backups: what was backed up. */
  readonly subtype?: 'qemu' | 'lxc'
}

export interface VolumeDetails extends VolumeRow {
  readonly path: string
  readonly used: number
}

export interface VolumeSnapshot {
  readonly name: string
  /** seconds since 1970 */
  readonly time: number
  /** bytes of saved memory inside the image */
  readonly stateSize: number
}

export interface AllocateOptions {
  /** Default: the storage's own (`format` in its section), else its driver's. */
  readonly format?: ImageFormat
  /** bytes; 0 for a folder tree (`subvol`) without a limit */
  readonly sizeBytes: number
  /** `vm-100-cloudinit.qcow2`; left out: the first free `vm-100-disk-N`, or `subvol-100-disk-N`. */
  readonly name?: string
}

export interface CopyOptions {
  readonly format?: ImageFormat
  readonly name?: string
  /** bytes: limit of the copy of a folder tree (0: none), where it is to be another than the source's */
  readonly sizeBytes?: number
  /** Copies the state of the volume at this snapshot. */
  readonly snapshot?: string
  /** A virtual machine has the volume open, and what is copied does not change meanwhile. */
  readonly inUse?: boolean
  /** megabytes per second */
  readonly rateMBps?: number
}

/**
 * A volume, or a file given by an absolute path (without `format`: what its name, or else its first bytes say). What is
 * no guest's disk is not trusted: an image that refers to other files is refused.
 */
export type CopySource = { readonly volid: string } | { readonly path: string; readonly format?: ReadableFormat }

export interface NodeStorageStatus extends StorageStatus {
  readonly storage: string
  readonly type: string
  readonly content: readonly Content[]
  readonly enabled: boolean
  readonly shared: boolean
  /** Why it is not active, where something went wrong. */
  readonly problem?: string
}

export type VolumeFeature = 'snapshot' | 'clone' | 'template' | 'copy' | 'resize' | 'sparseinit'

/**
 * Volumes and content of this node's storages. Volume ids that come from users are checked here: they never lead
 * outside their storage. All failures are Failures that name the volume and the storage.
 */
export interface StorageService {
  // configuration
  entries(): readonly StorageEntry[]
  /** Fails with `storage 'x' does not exist`. */
  entry(storage: string): StorageEntry
  /** Fails unless it is there, enabled and may be used on this node. */
  usable(storage: string, content?: Content): StorageEntry
  statuses(): Promise<NodeStorageStatus[]>
  status(storage: string): Promise<NodeStorageStatus>

  // volumes
  /** Where a volume lies. Fails when the id is malformed; does not say whether the volume exists. */
  resolve(volid: string, options?: { snapshot?: string }): Promise<ResolvedVolume>
  /** Activates the storages (folders made, mounted) and makes the volumes' paths usable. Fails when one does not exist. */
  activate(volids: readonly string[]): Promise<void>
  deactivate(volids: readonly string[]): Promise<void>
  activateStorage(storage: string): Promise<void>
  /** Creates an empty volume and answers its id. Two at the same time never get the same name. */
  allocate(work: Work, storage: string, vmid: number, options: AllocateOptions): Promise<string>
  /** Removes a volume for good. No error when it is not there; refused while linked clones depend on it. */
  free(volid: string): Promise<void>
  /** Grows a volume that no virtual machine uses at the moment. Smaller is refused. */
  resize(volid: string, sizeBytes: number): Promise<void>
  /** Linked clone of a base volume on the same storage. */
  clone(work: Work, volid: string, vmid: number, options?: { name?: string }): Promise<string>
  /** Full copy, with progress in the task. */
  copy(work: Work, source: CopySource, storage: string, vmid: number, options?: CopyOptions): Promise<string>
  /** Turns a volume into a base image: renamed, read only. Answers the new id. */
  makeBase(work: Work, volid: string): Promise<string>
  /** Gives a volume to another guest (a rename on its storage). Answers the new id. */
  reassign(work: Work, volid: string, vmid: number): Promise<string>
  /** What can be done with the volume; `running`: while a virtual machine uses it. */
  supports(volid: string, feature: VolumeFeature, options?: { running?: boolean; snapshot?: string }): boolean

  // lists
  list(storage: string, filter?: { content?: Content; vmid?: number }): Promise<VolumeRow[]>
  /** Fails with `volume 'x' does not exist`. */
  info(volid: string): Promise<VolumeDetails>
  exists(volid: string): Promise<boolean>
  /** Disks and container volumes of a guest on all active storages of this node. */
  ownedBy(vmid: number): Promise<VolumeRow[]>

  // snapshots inside the storage, of volumes that no virtual machine uses at the moment
  /** Oldest first. */
  snapshots(volid: string): Promise<VolumeSnapshot[]>
  /** A rollback leaves newer snapshots: it can be to any, and what is there now can be kept as one. False: only to the newest. */
  keepsNewer(volid: string): boolean
  createSnapshot(work: Work, volid: string, snapshot: string): Promise<void>
  removeSnapshot(volid: string, snapshot: string): Promise<void>
  rollback(volid: string, snapshot: string): Promise<void>

  // content files
  /** Marks and notes of content files (backups; other content has notes only). */
  setNotes(volid: string, notes: string): Promise<void>
  setProtected(volid: string, on: boolean): Promise<void>
  /** Folder for the files of this content (exists when the call returns); fails on storages that hold no files. */
  contentFolder(storage: string, content: Content): Promise<string>

  // statistics
  /** Rows `storage/<node>/<id>` of /cluster/resources, of all nodes. */
  storageRows(cluster: WholeCluster): Promise<StorageResourceRow[]>
}

export interface StorageResourceRow {
  readonly id: string
  readonly type: 'storage'
  readonly node: string
  readonly storage: string
  readonly plugintype: string
  readonly status: 'available' | 'unknown'
  readonly content: string
  readonly shared: 0 | 1
  readonly disk?: number
  readonly maxdisk?: number
  /** Seconds since the node was there last, where it is down. */
  readonly age?: number
}
