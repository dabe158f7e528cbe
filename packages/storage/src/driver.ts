import type { Host } from '@quorate/host'
import type { Content, ImageFormat } from './content-type.ts'
import type { StorageType } from './config/storage-types.ts'
import type { StorageEntry } from './config/storage-entry.ts'
import type { VolumeSnapshot } from './storage-service.ts'
import type { VolumeName } from './volume-name.ts'

/** How one type of storage works. Stateless; `open` is cheap and touches nothing. */
export interface StorageDriver {
  readonly type: string
  /** Contents, formats and options of its sections. */
  readonly config: StorageType
  /** Refuses a section whose values do not fit together. Pure. */
  check?(entry: StorageEntry): void
  open(id: string, entry: StorageEntry, host: Host): OpenedStorage
}

export interface StorageStatus {
  readonly active: boolean
  /** bytes; undefined where the storage cannot tell */
  readonly total?: number
  readonly used?: number
  readonly available?: number
}

/** One storage on this node. A capability that is absent is not supported: there are no stubs. */
export interface OpenedStorage {
  /** Idempotent: makes the storage usable on this node. */
  activate(): Promise<void>
  /** Undoes activate() where that holds something (a mount, a session). Volumes in use are not looked for. */
  deactivate(): Promise<void>
  /** Does not activate. */
  status(): Promise<StorageStatus>
  readonly volumes: Volumes
  readonly snapshots?: Snapshots
  readonly clones?: Clones
  readonly files?: ContentFiles
  readonly transfer?: Transfer
}

/** What a volume's undo needs to know it again: only the very thing that was created is ever taken away. */
export interface Trace {
  /** Name on the storage (a volume, or a driver's own temporary one). */
  readonly name: string
  /** Says which incarnation of the name it is: inode and birth time, volume uuid, tag. */
  readonly identity: string
}

/** Given to everything that creates. */
export interface Making {
  readonly signal: AbortSignal
  /** Called before the effect. On failure, abort or crash the driver's `discard(trace)` runs. */
  willCreate(trace: Trace): Promise<{ settle(): Promise<void> }>
  /** bytes; total 0: unknown */
  progress(done: number, total: number, phase?: string): void
  warn(line: string): void
}

export interface CreateRequest {
  readonly vmid: number
  readonly format: ImageFormat
  /** bytes; 0 for a folder tree without a limit */
  readonly sizeBytes: number
  /** Last part of the name; left out: the first free one. */
  readonly name?: string
}

export interface ImageSource {
  readonly path: string
  readonly format: string
  /** bytes as the guest sees them */
  readonly sizeBytes: number
  /** Internal snapshot of a qcow2 image. */
  readonly snapshot?: string
  /** A virtual machine may have it open. */
  readonly inUse?: boolean
  /** The image is this part of the file: a member of an archive. Bytes. */
  readonly part?: FilePart
}

/** A range of a file's bytes. */
export interface FilePart {
  readonly offset: number
  readonly length: number
}

export interface ListedVolume {
  readonly name: VolumeName
  readonly size: number
  readonly used?: number
  /** seconds since 1970 */
  readonly ctime?: number
  readonly notes?: string
  readonly protected?: boolean
}

/** `folder`: a tree of files, format `subvol`. */
export interface VolumePlace {
  readonly path: string
  readonly kind: 'file' | 'block' | 'folder'
}

/** Names are the part of a volume id after the colon, parsed and checked by `describe` first. */
export interface Volumes {
  /** Formats whose volumes have a size that can grow. A folder tree that is not among them has no size. */
  readonly resizable: readonly ImageFormat[]
  /** Reads a name; fails when no volume of this storage can be called so. Pure. */
  describe(name: string): VolumeName
  /** Path of the file or device. Touches nothing beyond what is needed to see that it stays inside the storage. */
  path(name: VolumeName, snapshot?: string): Promise<VolumePlace>
  /** `images` and `rootdir` ask for the same: all volumes of guests. Whose guest it is that the volume belongs to, the storage does not know. */
  list(filter: { content?: Content; vmid?: number }): Promise<ListedVolume[]>
  /** undefined: there is no such volume */
  find(name: VolumeName): Promise<ListedVolume | undefined>
  /** Makes the path usable on this node (a logical volume is activated). Fails when the volume does not exist. */
  activate(name: VolumeName): Promise<void>
  deactivate(name: VolumeName): Promise<void>
  /** Empty volume; answers its name. Atomic: it appears whole under its name, or not at all. */
  allocate(request: CreateRequest, making: Making): Promise<string>
  /** New volume with the source's data. */
  createFrom(request: CreateRequest, source: ImageSource, making: Making, rateMBps?: number): Promise<string>
  free(name: VolumeName): Promise<void>
  resize(name: VolumeName, sizeBytes: number): Promise<void>
  /** A name for a volume of that guest that is free now; with the format, and the base, of the other. */
  freeName(vmid: number, like: VolumeName): Promise<string>
  /** Never replaces: fails with NameTaken. A rename that was cut short is completed. */
  rename(from: VolumeName, to: VolumeName): Promise<void>
  /** Takes away what was traced, if it is still that. No error when there is nothing left. */
  discard(trace: Trace): Promise<void>
}

/** Snapshots kept by the storage, of volumes that are not in use. */
export interface Snapshots {
  /** Formats that can. */
  readonly formats: readonly ImageFormat[]
  /** Those whose snapshots can be read, and so copied. */
  readonly readable: readonly ImageFormat[]
  /** False: a rollback is possible only to the newest. */
  readonly keepsNewer: boolean
  /** Oldest first. */
  list(name: VolumeName): Promise<VolumeSnapshot[]>
  create(name: VolumeName, snapshot: string): Promise<void>
  remove(name: VolumeName, snapshot: string): Promise<void>
  rollback(name: VolumeName, snapshot: string): Promise<void>
}

export interface Clones {
  /** Formats that can become base images. */
  readonly formats: readonly ImageFormat[]
  /** Format of a linked clone of a base image of this format; undefined: it can have none. */
  cloneFormat(base: ImageFormat): ImageFormat | undefined
  /** Renames to the base's name and forbids writing; answers the new name. */
  makeBase(name: VolumeName): Promise<string>
  /** The name that makeBase will give. Pure; fails for what cannot become a base image. */
  baseName(name: VolumeName): string
  /** Back to an ordinary volume; for undo. */
  unmakeBase(base: VolumeName, former: VolumeName): Promise<void>
  clone(base: VolumeName, request: { vmid: number; name?: string }, making: Making): Promise<string>
  /** Names of the volumes that depend on the base. */
  clonesOf(base: VolumeName): Promise<string[]>
}

/** Storages that hold ordinary files: ISO images, templates, backups, snippets. */
export interface ContentFiles {
  folder(content: Content): string
  setNotes(name: VolumeName, notes: string): Promise<void>
  setProtected(name: VolumeName, on: boolean): Promise<void>
}

/** Streams a volume with its snapshots out of one storage and into another of the same kind. */
export interface Transfer {
  readonly formats: readonly string[]
  export(name: VolumeName, format: string, options: { snapshot?: string; base?: string; signal: AbortSignal }): AsyncIterable<Uint8Array>
  import(name: VolumeName, format: string, data: AsyncIterable<Uint8Array>, making: Making): Promise<string>
}
