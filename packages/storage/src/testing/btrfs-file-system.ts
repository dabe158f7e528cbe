import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { realHost, rootAt, type Host } from '@quorate/host'
import { failureText } from '@quorate/schema'

export interface TestFileSystem {
  /** Where it is mounted. */
  readonly path: string
  readonly host: Host
  remove(): Promise<void>
}

/** A btrfs of its own in a file, mounted. A text says why there can be none on this machine. */
export async function btrfsFileSystem(options: { quotas?: boolean } = {}): Promise<TestFileSystem | string> {
  const folder = await mkdtemp(join(tmpdir(), 'quorate-btrfs-'))
  const host = realHost(rootAt(folder, 'pve'), () => {})
  const [image, path] = [join(folder, 'image'), join(folder, 'mounted')]
  const removeFolder = () => rm(folder, { recursive: true, force: true })
  try {
    const file = await open(image, 'wx')
    await file.truncate(2 ** 30)
    await file.close()
    await host.exec('mkfs.btrfs', ['-q', image])
    await host.files.makeDirectory(path)
    await host.exec('mount', ['-t', 'btrfs', '-o', 'loop', image, path])
  } catch (error) {
    await removeFolder()
    return `no btrfs can be made and mounted here: ${failureText(error)}`
  }
  if (options.quotas) await host.exec('btrfs', ['quota', 'enable', path])
  return {
    path,
    host,
    async remove() {
      await host.exec('umount', [path])
      await removeFolder()
    },
  }
}
