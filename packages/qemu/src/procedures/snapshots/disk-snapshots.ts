import { createOnStorage, type SnapshotDisk } from '@quorate/guest'
import { disksInUse } from '../../hot/disk-node.ts'
import type { QmpClient } from '../../qmp/qmp-client.ts'
import type { QemuServices } from '../../services.ts'
import { byQemu } from './snapshot-disks.ts'

/** milliseconds; a large image has to count all its clusters */
const longMs = 600_000

/** Of these disks those whose snapshots QEMU makes, as it has them open, with the name that each goes by. */
async function openImages(client: QmpClient, disks: readonly SnapshotDisk[]): Promise<Map<string, string>> {
  return await disksInUse(
    client,
    disks.filter(byQemu).map(({ key }) => key),
  )
}

/** One snapshot of every disk of a running guest that stands still. What was begun when it fails is the caller's to remove. */
export async function createOnRunning(
  services: QemuServices,
  client: QmpClient,
  disks: readonly SnapshotDisk[],
  name: string,
  signal: AbortSignal,
): Promise<void> {
  const open = await openImages(client, disks)
  const actions = [...open.values()].map(device => ({ type: 'blockdev-snapshot-internal-sync', data: { device, name } }))
  if (actions.length) await client.execute('transaction', { actions }, { timeoutMs: longMs })
  await createOnStorage(
    services,
    disks.filter(({ key }) => !open.has(key)),
    name,
    signal,
  )
}

/** False: QEMU does not have the disk open. */
async function removeByQemu(client: QmpClient, disk: SnapshotDisk, name: string): Promise<boolean> {
  const device = (await openImages(client, [disk])).get(disk.key)
  if (device === undefined) return false
  try {
    await client.execute('blockdev-snapshot-delete-internal-sync', { device, name }, { timeoutMs: longMs })
  } catch (error) {
    if (!/does not exist/.test((error as Error).message)) throw error
  }
  return true
}

/** Removes a snapshot from a disk, if there is one. `attached`: the running guest has the disk open. Fails when the disk does not exist. */
export async function removeFromDisk(
  services: QemuServices,
  vmid: number,
  disk: SnapshotDisk,
  name: string,
  attached: boolean,
): Promise<void> {
  if (attached && (await services.runtime.qmp(vmid, client => removeByQemu(client, disk, name)))) return
  await services.storage.removeSnapshot(disk.volid, name)
}
