import { realpath } from 'node:fs/promises'
import { mountInfo } from '@quorate/host'
import { Failure } from '@quorate/schema'

/** Refuses a tree in which something is mounted: its files would be taken for the tree's own. */
export async function refuseMounts(what: string, path: string): Promise<void> {
  const top = `${await realpath(path)}/`
  const below = mountInfo().find(mount => mount.mountPoint.startsWith(top))
  if (below) throw new Failure(`${what}: '${below.mountPoint}' is mounted in it; unmount that first`)
}
