import { join } from 'node:path'
import type { Root } from '@quorate/host'

/** LXC's own folder of containers, each below its number: generated config, mounted root file system, device nodes. */
export function lxcPath(root: Root): string {
  return join(root.path, 'var/lib/lxc')
}

export function guestFolder(root: Root, vmid: number): string {
  return join(lxcPath(root), String(vmid))
}

/** Where a container's root file system is mounted while it runs, or is worked on. */
export function rootMount(root: Root, vmid: number): string {
  return join(guestFolder(root, vmid), 'rootfs')
}

/** Where LXC's programs look for a container's config by themselves. */
export function lxcConfigPath(root: Root, vmid: number): string {
  return join(guestFolder(root, vmid), 'config')
}

/** Device nodes that were made for the container. */
export function deviceFolder(root: Root, vmid: number): string {
  return join(guestFolder(root, vmid), 'devices')
}

/** Files of runs: `100.run`, `100.pid`, `100.log`. */
export function runFolder(root: Root): string {
  return join(root.run, 'lxc')
}
