import { planned, type PlannedCall } from '../../forms/planned-call.ts'
import type { Guest } from '../../live/guest.ts'
import { copiedStorages, type MigrationPreflight } from './preflight-answer.ts'

export interface MigrateValues {
  readonly target: string | undefined
  /** By storage of this node the one that takes its disks at the target; left out: of the same name. */
  readonly storages: Readonly<Record<string, string | undefined>>
  /** MiB per second, as typed. */
  readonly limit: string
  /** Seconds that a running container has to shut down, as typed. */
  readonly timeout: string
  /** Whatever devices of this node it has. */
  readonly force: boolean
}

/** MiB as KiB; undefined: nothing is said. */
const inKibibytes = (text: string) => (text.trim() === '' ? undefined : Math.round(Number(text) * 1024))

function storagePairs(preflight: MigrationPreflight, chosen: MigrateValues['storages']): string | undefined {
  const pairs = copiedStorages(preflight).flatMap(storage => {
    const other = chosen[storage]
    return other === undefined || other === storage ? [] : [`${storage}:${other}`]
  })
  return pairs.length > 0 ? pairs.join(',') : undefined
}

/** The call that moves a guest: while it runs, a container by stopping and starting it. */
export function migrateCalls(
  { node, vmid, kind }: Pick<Guest, 'node' | 'vmid' | 'kind'>,
  { target, storages, limit, timeout, force }: MigrateValues,
  preflight: MigrationPreflight,
): readonly PlannedCall[] {
  if (target === undefined) return []
  const pairs = storagePairs(preflight, storages)
  const bwlimit = inKibibytes(limit)
  if (kind === 'lxc')
    return [
      planned('POST /nodes/{node}/lxc/{vmid}/migrate', {
        node,
        vmid,
        target,
        ...(preflight.running && { restart: true, ...(timeout.trim() !== '' && { timeout: Number(timeout) }) }),
        ...(pairs !== undefined && { 'target-storage': pairs }),
        ...(bwlimit !== undefined && { bwlimit }),
      }),
    ]
  return [
    planned('POST /nodes/{node}/qemu/{vmid}/migrate', {
      node,
      vmid,
      target,
      ...(preflight.running && { online: true }),
      ...(copiedStorages(preflight).length > 0 && { 'with-local-disks': true }),
      ...(pairs !== undefined && { targetstorage: pairs }),
      ...(bwlimit !== undefined && { bwlimit }),
      ...(force && { force }),
    }),
  ]
}
