import type { Guest } from '../../live/guest.ts'

/** What can be done to many guests at once. */
export const bulkKinds = [
  'start',
  'shutdown',
  'reboot',
  'suspend',
  'resume',
  'stop',
  'migrate',
  'tags',
  'snapshot',
  'pool',
  'config',
  'delete',
] as const
export type BulkKind = (typeof bulkKinds)[number]

export const isBulkKind = (text: string): text is BulkKind => (bulkKinds as readonly string[]).includes(text)

/** Options of every action; each looks at its own. */
export interface BulkOptions {
  readonly concurrency: number
  /** seconds; undefined: the server's own */
  readonly timeout: number | undefined
  readonly forceStop: boolean
  /** Suspend to disk. */
  readonly toDisk: boolean
  readonly addTags: readonly string[]
  readonly removeTags: readonly string[]
  readonly snapshotName: string
  readonly snapshotNotes: string
  /** Save the memory with the snapshot. */
  readonly withMemory: boolean
  /** Empty: out of its pool. */
  readonly pool: string
  /** Keys of the configuration that are changed; booleans as 0 and 1. */
  readonly config: Readonly<Record<string, string | number | boolean>>
  /** The node that they go to; empty: none is chosen yet. */
  readonly target: string
  /** Copy disks that only their node has. */
  readonly withLocalDisks: boolean
  /** Also out of jobs, replication and HA. */
  readonly purge: boolean
}

export const defaultOptions: BulkOptions = {
  concurrency: 4,
  timeout: undefined,
  forceStop: true,
  toDisk: false,
  addTags: [],
  removeTags: [],
  snapshotName: '',
  snapshotNotes: '',
  withMemory: false,
  pool: '',
  config: {},
  target: '',
  withLocalDisks: true,
  purge: true,
}

/** Each migration fills the network. */
export const firstOptions = (kind: BulkKind): BulkOptions => (kind === 'migrate' ? { ...defaultOptions, concurrency: 1 } : defaultOptions)

/** What is sure to hurt: it waits, and Cancel comes first. */
export const isHarsh = (kind: BulkKind): boolean => kind === 'stop' || kind === 'delete'

/** These go as one task of the cluster, which starts one of its own for each guest. */
export const isParentTask = (kind: BulkKind): boolean => kind === 'start' || kind === 'shutdown' || kind === 'suspend' || kind === 'migrate'

export const guestType = (guest: Pick<Guest, 'kind'>): 'VM' | 'CT' => (guest.kind === 'qemu' ? 'VM' : 'CT')
