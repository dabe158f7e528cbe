import type { LxcServices } from '../services.ts'
import type { Owner } from './root-owner.ts'

type Services = Pick<LxcServices, 'host' | 'storage'>

/**
 * Makes a new volume ready to be mounted in a container whose root is `owner` on this machine: an ext4 in an image or on
 * a device; a folder tree only changes hands.
 */
export async function makeFileSystem({ host, storage }: Services, volid: string, owner: Owner, signal: AbortSignal): Promise<void> {
  await storage.activate([volid])
  const { path, kind } = await storage.resolve(volid)
  if (kind === 'folder') {
    using files = host.openRoot(path)
    await files.chown('/', owner.uid, owner.gid)
    await files.chmod('/', 0o755)
    return
  }
  // What is new in a file reads as zeroes: tables need not be written, now or by the kernel later.
  const zeroes = kind === 'file' ? ',assume_storage_prezeroed=1' : ''
  // Root of a container has no use for blocks that are kept for root.
  await host.exec('mkfs.ext4', ['-q', '-F', '-m', '0', '-E', `root_owner=${owner.uid}:${owner.gid}${zeroes}`, path], { signal })
}
