import { realpath } from 'node:fs/promises'
import { mountInfo, type Mount } from '@quorate/host'
import { Failure } from '@quorate/schema'

/** Refuses a tree in which something is mounted: its files would be taken for the tree's own. */
export async function refuseMounts(what: string, path: string): Promise<void> {
  const top = `${await realpath(path)}/`
  // Snapshots of ZFS mount themselves when somebody looks into them, and are in no listing of the tree.
  const isSnapshot = ({ type, mountPoint }: Mount) => type === 'zfs' && mountPoint.startsWith(`${top}.zfs/snapshot/`)
  const below = mountInfo().find(mount => mount.mountPoint.startsWith(top) && !isSnapshot(mount))
  if (below) throw new Failure(`${what}: '${below.mountPoint}' is mounted in it; unmount that first`)
}
