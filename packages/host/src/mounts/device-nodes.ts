import { chmodSync, chownSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { callLibc } from '../libc.ts'
import { mountAt } from '../mount-info.ts'
import { unmount } from './kernel-mounts.ts'

/** A device node to be made. Owners as this machine numbers them. */
export interface DeviceNode {
  readonly name: string
  readonly kind: 'c' | 'b'
  readonly major: number
  readonly minor: number
  /** permission bits */
  readonly mode: number
  readonly uid: number
  readonly gid: number
}

const kinds = { c: 0o020000, b: 0o060000 }
const nosuid = 0x2
const noexec = 0x8

/** As the C library puts the two numbers into one. */
function deviceNumber({ major, minor }: DeviceNode): bigint {
  const [high, low] = [BigInt(major), BigInt(minor)]
  return ((high & ~0xfffn) << 32n) | ((high & 0xfffn) << 8n) | ((low & ~0xffn) << 12n) | (low & 0xffn)
}

/** A small file system at the folder that holds these nodes: others pass through it and see no names. */
export function mountDeviceNodes(folder: string, nodes: readonly DeviceNode[]): void {
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  if (mountAt(folder)) unmount(folder, { lazily: true })
  const declaration = 'int mount(const char *source, const char *target, const char *type, unsigned long flags, const char *data)'
  callLibc(declaration, 'quorate', folder, 'tmpfs', nosuid | noexec, `size=64k,nr_inodes=${nodes.length + 8},mode=711`)
  try {
    for (const node of nodes) {
      const path = join(folder, node.name)
      callLibc(
        'int mknod(const char *path, unsigned int mode, unsigned long device)',
        path,
        kinds[node.kind] | 0o600,
        Number(deviceNumber(node)),
      )
      chownSync(path, node.uid, node.gid)
      chmodSync(path, node.mode)
    }
  } catch (error) {
    unmount(folder, { lazily: true })
    throw error
  }
}
