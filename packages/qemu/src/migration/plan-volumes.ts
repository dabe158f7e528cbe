import type { NamedVolume, StorageMap } from '@quorate/guest'
import type { ImageFormat } from '@quorate/storage'
import type { MoveKind } from './wire.ts'

/** What is known of a volume beside its name. */
export interface VolumeFacts {
  readonly storage: string
  /** All nodes reach it by the same name. */
  readonly shared: boolean
  readonly format: string
  /** A file, which can be copied as it is. */
  readonly isFile: boolean
  /** Other guests' disks may build on it. */
  readonly base: boolean
  /** It builds on another one. */
  readonly clone: boolean
  /** It belongs to the guest that is to move. */
  readonly own: boolean
  /** bytes */
  readonly size: number
}

export interface StorageFacts {
  readonly asFiles: boolean
  readonly formats: readonly ImageFormat[]
}

export interface VolumeQuestion {
  readonly volumes: readonly NamedVolume[]
  facts(volid: string): VolumeFacts
  storage(id: string): StorageFacts
  readonly target: StorageMap
  readonly running: boolean
  /** Disks that the running machine has open. */
  readonly inUse: ReadonlySet<string>
  readonly withLocalDisks: boolean
  /** To a cluster with which nothing is shared: copies are whole, whatever an image builds on. */
  readonly elsewhere?: boolean
}

export interface PlannedMove {
  readonly volid: string
  readonly kind: MoveKind
  readonly keys: readonly string[]
  readonly storage: string
  readonly format?: ImageFormat
  readonly name?: string
  readonly size: number
}

export interface VolumePlan {
  readonly moves: readonly PlannedMove[]
  /** What speaks against it, each with what can be done. */
  readonly problems: readonly string[]
}

const leafOf = (volid: string) => volid.slice(Math.max(volid.lastIndexOf('/'), volid.indexOf(':')) + 1)

function nameAt(volume: NamedVolume, facts: VolumeFacts, there: StorageFacts, format: ImageFormat | undefined): string | undefined {
  const leaf = leafOf(volume.volid)
  const bare = facts.isFile ? leaf.replace(/\.[a-z0-9]+$/, '') : leaf
  return there.asFiles ? (format === undefined ? undefined : `${bare}.${format}`) : bare
}

function problemOf(
  volume: NamedVolume,
  facts: VolumeFacts,
  { running, withLocalDisks, elsewhere = false }: VolumeQuestion,
): string | undefined {
  const { volid, keys, snapshots } = volume
  const what = `${keys.join(', ') || (snapshots.length ? `snapshot '${snapshots[0]}'` : 'a pending change')} (${volid})`
  if (volume.cdrom)
    return `${what} is a CD image that only this node has: take it out${elsewhere ? '' : ', or put it on a storage that all nodes share'}`
  if (!facts.own) return `${what} belongs to another guest${elsewhere ? '' : ' and lies on a storage that only this node has'}`
  if (facts.clone && !elsewhere)
    return `${what} is a linked clone: its base image stays on this node. Make a full clone, or use a storage that all nodes share`
  if (facts.base)
    return `${what} is a base image: linked clones may build on it here. ${elsewhere ? 'Make a full clone, and migrate that' : 'Clone the template to the other node'} instead`
  if (running && snapshots.length)
    return `${what} has snapshots, which cannot come along while the VM runs: remove them, or shut the VM down`
  if (running && !withLocalDisks) return `${what} lies on a storage that only this node has: use with-local-disks to copy it too`
  return undefined
}

/**
 * Which volumes travel when a VM goes to another node, how, and where to: those of storages that each node has for
 * itself. Pure.
 */
export function planVolumes(question: VolumeQuestion): VolumePlan {
  const moves: PlannedMove[] = []
  const problems: string[] = []
  for (const volume of question.volumes) {
    const facts = question.facts(volume.volid)
    if (facts.shared) continue
    const problem = problemOf(volume, facts, question)
    if (problem !== undefined) {
      problems.push(problem)
      continue
    }
    const { running, inUse } = question
    const open = running && volume.keys.some(key => inUse.has(key))
    const storage = question.target(facts.storage)
    const there = question.storage(storage)
    const keepsSnapshots = volume.snapshots.length > 0 && !volume.state
    const format = there.formats.find(one => one === facts.format)
    const [key = volume.volid] = volume.keys
    if (keepsSnapshots && (format !== 'qcow2' || !facts.isFile || !there.asFiles)) {
      problems.push(
        `${key} (${volume.volid}) has snapshots, which can come along only as a qcow2 file: remove them, or choose another storage`,
      )
      continue
    }
    const kind: MoveKind = keepsSnapshots
      ? 'file'
      : running && volume.keys.includes('tpmstate0')
        ? 'empty'
        : open && !volume.cloudInit
          ? 'mirror'
          : 'copy'
    const name = nameAt(volume, facts, there, format)
    moves.push({
      volid: volume.volid,
      kind,
      keys: volume.keys,
      storage,
      size: facts.size,
      ...(format ? { format } : {}),
      ...(name === undefined ? {} : { name }),
    })
  }
  return { moves, problems }
}
