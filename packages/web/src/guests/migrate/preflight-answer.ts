import type { AnswerOf } from '../../api/endpoints.ts'

/** What stands against one node. */
export interface NodeObstacles {
  readonly unavailable_storages?: readonly string[]
  readonly unavailable_resources?: readonly string[]
  readonly 'blocking-ha-resources'?: readonly { readonly sid: string }[]
  readonly reason?: string
}

export interface LocalDisk {
  readonly volid: string
  /** bytes; 0: it is not known */
  readonly size: number
  readonly cdrom: boolean
}

/** What is known before a guest is migrated, of VMs and containers alike. */
export interface MigrationPreflight {
  readonly running: boolean
  readonly allowed: readonly string[]
  readonly obstacles: Readonly<Record<string, NodeObstacles>>
  readonly localDisks: readonly LocalDisk[]
  /** Keys of devices, and of folders, that only this node has. */
  readonly localResources: readonly string[]
  /** Keys of mapped devices. */
  readonly mappedResources: readonly string[]
}

type VmAnswer = AnswerOf<'GET /nodes/{node}/qemu/{vmid}/migrate'>
type ContainerAnswer = AnswerOf<'GET /nodes/{node}/lxc/{vmid}/migrate'>

export function readPreflight(answer: VmAnswer | ContainerAnswer): MigrationPreflight {
  if (!('local_disks' in answer))
    return {
      running: answer.running === 1,
      allowed: answer['allowed-nodes'] ?? [],
      obstacles: (answer['not-allowed-nodes'] ?? {}) as MigrationPreflight['obstacles'],
      localDisks: (answer['local-disks'] ?? []).map(({ volid, size }) => ({ volid, size, cdrom: false })),
      localResources: answer['local-resources'] ?? [],
      mappedResources: [],
    }
  return {
    running: answer.running === 1,
    allowed: answer.allowed_nodes ?? [],
    obstacles: (answer.not_allowed_nodes ?? {}) as MigrationPreflight['obstacles'],
    localDisks: answer.local_disks.map(({ volid, size, cdrom }) => ({ volid, size, cdrom: cdrom === 1 })),
    localResources: answer.local_resources,
    mappedResources: answer['mapped-resources'],
  }
}

export const storageOf = (volid: string): string => volid.split(':', 1)[0] ?? ''

/** Storages of the node from which disks are copied, each once. */
export const copiedStorages = ({ localDisks }: MigrationPreflight): readonly string[] => [
  ...new Set(localDisks.filter(disk => !disk.cdrom).map(disk => storageOf(disk.volid))),
]

/** Why a node cannot be chosen at all: what another storage for the disks would not help. */
export function finalObstacles(preflight: MigrationPreflight, node: string): NodeObstacles | undefined {
  const found = preflight.obstacles[node]
  if (!found) return undefined
  const copied = new Set(copiedStorages(preflight))
  const storages = (found.unavailable_storages ?? []).filter(storage => !copied.has(storage))
  const { unavailable_resources: resources = [], 'blocking-ha-resources': blocking = [], reason } = found
  if (storages.length + resources.length + blocking.length === 0 && reason === undefined) return undefined
  return { ...found, unavailable_storages: storages }
}
