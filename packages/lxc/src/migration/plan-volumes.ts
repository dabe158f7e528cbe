import { failureText } from '@quorate/schema'
import type { NamedVolume, StorageMap } from '@quorate/guest'
import type { ImageFormat } from '@quorate/storage'
import type { WantedVolume } from './wire.ts'

/** What is known of a volume beside its name. */
export interface VolumeFacts {
  readonly storage: string
  /** All nodes reach it by the same name. */
  readonly shared: boolean
  readonly format: string
  /** Other containers' volumes may build on it. */
  readonly base: boolean
  /** It builds on another one. */
  readonly clone: boolean
  /** It belongs to the container that is to move. */
  readonly own: boolean
  /** bytes; 0: it has no limit */
  readonly size: number
  /** bytes */
  readonly used: number
}

export interface VolumeQuestion {
  readonly volumes: readonly NamedVolume[]
  facts(volid: string): VolumeFacts
  readonly target: StorageMap
  /** Format that a copy gets on a storage. Fails where it can be none. */
  formatAt(storage: string, facts: VolumeFacts): ImageFormat
  /** To another cluster, which has none of this one's storages. */
  readonly elsewhere?: boolean
  /** Are names of volumes the same on both? */
  alike(storage: string, other: string): boolean
}

export interface VolumePlan {
  readonly moves: readonly WantedVolume[]
  /** What speaks against it, each with what can be done. */
  readonly problems: readonly string[]
}

const leafOf = (volid: string) => volid.slice(Math.max(volid.lastIndexOf('/'), volid.indexOf(':')) + 1)

function problemOf({ volid, keys, snapshots }: NamedVolume, facts: VolumeFacts, elsewhere: boolean): string | undefined {
  const what = `${keys.join(', ') || (snapshots.length ? `snapshot '${snapshots[0]}'` : 'a pending change')} (${volid})`
  if (!facts.own) return `${what} belongs to another guest${elsewhere ? ': take it out' : ' and lies on a storage that only this node has'}`
  if (facts.clone)
    return `${what} is a linked clone: its base image stays ${elsewhere ? 'here. Make a full clone' : 'on this node. Make a full clone, or use a storage that all nodes share'}`
  if (facts.base) return `${what} is a base image: linked clones may build on it here. Clone the template to the other node instead`
  if (snapshots.length) return `${what} has snapshots, which only this node has: remove them`
  return undefined
}

function moveOf(volume: NamedVolume, facts: VolumeFacts, question: VolumeQuestion): WantedVolume {
  const { volid } = volume
  const storage = question.target(facts.storage)
  const format = question.formatAt(storage, facts)
  return {
    volid,
    kind: format === 'raw' && facts.format === 'raw' ? 'image' : 'tree',
    storage,
    format,
    sizeBytes: facts.size,
    usedBytes: facts.used,
    ...(format === facts.format && question.alike(facts.storage, storage) ? { name: leafOf(volid) } : {}),
  }
}

/**
 * Which volumes travel when a container goes to another node, how, and where to: those of storages that each node has for
 * itself.
 */
export function planVolumes(question: VolumeQuestion): VolumePlan {
  const moves: WantedVolume[] = []
  const problems: string[] = []
  for (const volume of question.volumes) {
    const facts = question.facts(volume.volid)
    if (facts.shared) continue
    const problem = problemOf(volume, facts, question.elsewhere ?? false)
    if (problem !== undefined) {
      problems.push(problem)
      continue
    }
    try {
      moves.push(moveOf(volume, facts, question))
    } catch (error) {
      problems.push(`${volume.keys[0] ?? volume.volid}: ${failureText(error)}`)
    }
  }
  return { moves, problems }
}
