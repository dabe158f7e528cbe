import { realpath } from 'node:fs/promises'
import type { TaskHandle } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import { rootMount } from '../runtime/lxc-paths.ts'
import type { LxcServices } from '../services.ts'

type Services = Pick<LxcServices, 'host' | 'storage' | 'runtime'>

/** The device that the kernel has mounted for a volume; undefined: it is not mounted. */
async function mountedDevice({ host }: Services, vmid: number, path: string): Promise<string | undefined> {
  const real = await realpath(path)
  for (const { source } of host.mounts.below(rootMount(host.root, vmid))) {
    const loop = /^\/dev\/(loop\d+)$/.exec(source)?.[1]
    const behind = loop === undefined ? source : await host.kernel.read(`block/${loop}/loop/backing_file`)
    if (behind === real) return source
  }
  return undefined
}

/** Lets the file system of a volume fill it, mounted or not. A folder tree has none of its own. */
export async function growFileSystem(services: Services, task: TaskHandle, vmid: number, volid: string): Promise<void> {
  const { host, storage } = services
  await storage.activate([volid])
  const { path, kind } = await storage.resolve(volid)
  if (kind === 'folder') return
  const device = await mountedDevice(services, vmid, path)
  if (device?.startsWith('/dev/loop')) await host.exec('losetup', ['--set-capacity', device])
  // What was not taken off cleanly is mended first: a file system with errors is not resized.
  else if (device === undefined) {
    const { code } = await host.exec('e2fsck', ['-f', '-p', '--', path], { signal: task.signal, okCodes: [0, 1, 2, 4, 8] })
    if (code > 2) throw new Failure(`the file system of ${volid} has errors, or is no ext4: it was not resized - see 'pct fsck ${vmid}'`)
  }
  await host.exec('resize2fs', [device ?? path], { signal: task.signal })
}
