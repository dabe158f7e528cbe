import { join } from 'node:path'
import type { Root } from '@quorate/host'

/** LXC's own folder of containers, each below its number: generated config, mounted root file system, command socket. */
export function lxcPath(root: Root): string {
  return join(root.path, 'var/lib/lxc')
}

/** Where a container's root file system is mounted while it runs, or is worked on. */
export function rootMount(root: Root, vmid: number): string {
  return join(lxcPath(root), String(vmid), 'rootfs')
}

/** Files of runs: `100.run`, `100.pid`. */
export function runFolder(root: Root): string {
  return join(root.run, 'lxc')
}
