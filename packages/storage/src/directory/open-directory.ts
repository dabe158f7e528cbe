import { lstat, realpath } from 'node:fs/promises'
import { errorCode, mountAt } from '@quorate/host'
import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { StorageEntry } from '../config/storage-entry.ts'
import { isOn } from '../config/option-value.ts'
import type { OpenedStorage, StorageStatus } from '../driver.ts'
import { QemuImg, type Preallocation } from '../image/qemu-img.ts'
import { DirectoryClones } from './clones.ts'
import { DirectoryFiles } from './content-files.ts'
import { DirectoryLayout } from './layout.ts'
import type { DirectoryParts } from './parts.ts'
import { Qcow2Snapshots } from './snapshots.ts'
import { DirectoryVolumes } from './volumes.ts'

/** Absolute path that must be a mount point before the storage is used. */
function expectedMount(entry: StorageEntry, path: string): string | undefined {
  const option = entry.options['is_mountpoint']
  if (option === undefined) return undefined
  return option.startsWith('/') ? option : isOn(option) ? path : undefined
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await lstat(await realpath(path))).isDirectory()
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return false
    throw error
  }
}

async function isMounted(path: string): Promise<boolean> {
  return (await isFolder(path)) && mountAt(await realpath(path)) !== undefined
}

/** A storage that is a folder, however the folder came to be there. Types that mount something do so before. */
export function openDirectory(id: string, entry: StorageEntry, host: Host, path: string): OpenedStorage {
  const layout = new DirectoryLayout(id, path, entry.options['content-dirs'])
  const preallocation = entry.options['preallocation'] as Preallocation | undefined
  const parts: DirectoryParts = { id, layout, host, qemuImg: new QemuImg(host), ...(preallocation && { preallocation }) }
  const mount = expectedMount(entry, path)
  const mayCreate = (option: string) => isOn(entry.options[option] ?? entry.options['mkdir'] ?? '1')

  async function activate(): Promise<void> {
    if (mount !== undefined && !(await isMounted(mount))) {
      throw new Failure(`unable to activate storage '${id}': '${mount}' is expected to be a mount point but is not mounted`)
    }
    if (!(await isFolder(path))) {
      if (!mayCreate('create-base-path')) throw new Failure(`unable to activate storage '${id}': directory '${path}' does not exist`)
      await host.files.makeDirectory(path)
    }
    if (!mayCreate('create-subdirs')) return
    for (const content of entry.content) await host.files.makeDirectory(layout.folder(content))
    if (entry.content.includes('rootdir')) await host.files.makeDirectory(layout.folder('images'))
  }

  async function status(): Promise<StorageStatus> {
    if ((mount !== undefined && !(await isMounted(mount))) || !(await isFolder(path))) return { active: false }
    return { active: true, ...(await host.files.usage(path)) }
  }

  return {
    activate,
    deactivate: async () => {},
    status,
    volumes: new DirectoryVolumes(parts),
    snapshots: new Qcow2Snapshots(parts),
    clones: new DirectoryClones(parts),
    files: new DirectoryFiles(parts),
  }
}
