/** Containers with a busybox alone, put into a running product by hand: their volumes, and their configs through the mount. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeBusyboxRoot } from '../../packages/lxc/src/testing/busybox-root.ts'
import type { Product } from '../product.ts'

/** Where volumes of a guest lie on the storage `local`. */
export function volumeFolder(product: Product, vmid: number): string {
  const folder = join(product.root, 'var/lib/vz/images', String(vmid))
  mkdirSync(folder, { recursive: true })
  return folder
}

function writeConfig(product: Product, vmid: number, lines: readonly string[]): void {
  const folder = join(product.root, 'etc/pve/nodes', product.node, 'lxc')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${vmid}.conf`), `${['ostype: unmanaged', 'memory: 64', ...lines].join('\n')}\n`)
}

/** Its root is a folder. `owner`: id of its root on this machine. */
export function addFolderContainer(product: Product, vmid: number, lines: readonly string[], owner = 0): void {
  makeBusyboxRoot(join(volumeFolder(product, vmid), `subvol-${vmid}-disk-0.subvol`), owner)
  writeConfig(product, vmid, [...lines, `rootfs: local:${vmid}/subvol-${vmid}-disk-0.subvol`])
}

/** Its root is an image with ext4. */
export function addImageContainer(product: Product, vmid: number, lines: readonly string[], owner = 0): void {
  const folder = join(product.root, `content-${vmid}`)
  makeBusyboxRoot(folder, owner)
  execFileSync('mke2fs', ['-q', '-t', 'ext4', '-d', folder, join(volumeFolder(product, vmid), `vm-${vmid}-disk-0.raw`), '64M'])
  rmSync(folder, { recursive: true })
  writeConfig(product, vmid, [...lines, `rootfs: local:${vmid}/vm-${vmid}-disk-0.raw,size=64M`])
}
