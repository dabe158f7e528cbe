import type { TaskHandle } from '@quorate/contract'
import { mountAt } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { rootMount } from '../runtime/lxc-paths.ts'
import type { LxcServices } from '../services.ts'
import { ownFileSystems, type OwnFileSystem } from './own-file-systems.ts'

export interface CheckRequest {
  /** `rootfs`, `mp0` */
  readonly key: string
  readonly force: boolean
}

/** Bits of what e2fsck and fsck answer. */
const mended = 1 | 2

/** Refuses what would check a file system that is in use, or none at all. */
export async function fileSystemToCheck(services: LxcServices, vmid: number, key: string): Promise<OwnFileSystem> {
  if (await services.runtime.running(vmid)) throw new Failure(`CT ${vmid} is running: its file systems are in use`)
  if (mountAt(rootMount(services.host.root, vmid)))
    throw new Failure(`CT ${vmid} is mounted: its file systems are in use, unmount it first (pct unmount ${vmid})`)
  const found = (await ownFileSystems(services, vmid)).find(({ mount }) => mount.key === key)
  if (!found) throw new Failure(`${key} of CT ${vmid} is no file system of its own that can be changed: there is nothing to check`)
  return found
}

/** Checks one file system and mends what can be mended without asking. */
export async function checkFileSystem(services: LxcServices, task: TaskHandle, vmid: number, { key, force }: CheckRequest): Promise<void> {
  const { volume } = await fileSystemToCheck(services, vmid, key)
  const { host, storage } = services
  await storage.activate([volume.volid])
  try {
    const { stdout } = await host.exec('blkid', ['--probe', '--match-tag', 'TYPE', '--output', 'value', '--', volume.path], {
      okCodes: [0, 2],
    })
    const type = stdout.trim()
    if (!/^ext[234]$/.test(type))
      throw new Failure(`${key}: a file system ${type || 'of an unknown kind'} is not checked here, only ext4 is`)
    const { code } = await host.exec('e2fsck', ['-p', ...(force ? ['-f'] : []), '--', volume.path], {
      signal: task.signal,
      okCodes: Array.from({ length: 32 }, (_, at) => at),
      onLine: line => task.log(line),
    })
    if ((code & ~mended) !== 0)
      throw new Failure(`${key}: errors are left that need answers: run 'e2fsck -f ${volume.path}' on node ${host.root.node}`)
    if (code !== 0) task.warn(`${key}: errors were found and mended`)
  } finally {
    await storage.deactivate([volume.volid])
  }
}
