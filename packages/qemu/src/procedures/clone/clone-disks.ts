import type { TaskHandle } from '@quorate/contract'
import {
  type DriveText,
  formatDrive,
  isCdrom,
  isCloudInit,
  isVolume,
  jointProgress,
  keptFormat,
  parseDrive,
  sizeText,
  withOptions,
} from '@quorate/guest'
import { storageOf } from '@quorate/storage'
import { disksInUse } from '../../hot/disk-node.ts'
import { prepareDrive } from '../../steps/prepare-drive.ts'
import type { QemuServices } from '../../services.ts'
import type { CloneRequest, CloneSource } from './check-clone.ts'
import { copyRunning, type RunningDisk } from './clone-running.ts'
import { isDriveKey } from '../vm-keys.ts'

/** A generated drive is no copy: the new VM gets one of its own. */
async function newCloudInit(
  services: QemuServices,
  task: TaskHandle,
  request: CloneRequest,
  key: string,
  drive: DriveText,
): Promise<string> {
  const storage = request.storage ?? storageOf(drive.file)
  return await prepareDrive(services, task, request.newid, key, formatDrive({ file: `${storage}:cloudinit`, options: drive.options }))
}

/**
 * Makes the disks of a clone and answers what its config says of each drive: copies of those of the source, of all at
 * the same moment where it runs, or disks that build on a template's. CD-ROMs are shared; unused disks stay behind.
 */
export async function cloneDisks(
  services: QemuServices,
  task: TaskHandle,
  request: CloneRequest,
  { section, full, running }: CloneSource,
): Promise<Map<string, string>> {
  const { storage: target, newid, snapshot, rateMBps } = request
  const all = [...section.values].filter(([key]) => isDriveKey(key)).map(([key, text]) => [key, parseDrive(text)] as const)
  const volumes = new Map(all.filter(([, drive]) => isVolume(drive.file) && !isCdrom(drive) && !isCloudInit(drive)))
  const sizes = new Map<string, number>()
  for (const [key, { file }] of volumes) sizes.set(key, (await services.storage.info(file)).size)
  const part = jointProgress(
    task,
    [...sizes.values()].reduce((sum, size) => sum + size, 0),
    'copying disks',
  )
  const made = new Map<string, string>()

  const copy = async (key: string, from: string, shared: boolean) => {
    const format = key === 'tpmstate0' ? 'raw' : request.format
    const options = { ...(format ? { format } : {}), ...(snapshot ? { snapshot } : {}), ...(rateMBps ? { rateMBps } : {}), inUse: shared }
    made.set(key, await services.storage.copy(part(sizes.get(key) ?? 0), { volid: from }, target ?? storageOf(from), newid, options))
  }

  const inUse = running ? await services.runtime.qmp(request.vmid, client => disksInUse(client, volumes.keys())) : new Map<string, string>()
  const live: RunningDisk[] = []
  const whenPaused: (() => Promise<void>)[] = []
  for (const [key, { file }] of volumes) {
    if (!full && key !== 'tpmstate0') {
      task.log(`${key}: cloning ${file}`)
      made.set(key, await services.storage.clone(task, file, newid))
    } else if (running && key === 'tpmstate0') {
      whenPaused.push(() => copy(key, file, true))
    } else if (inUse.has(key)) {
      const size = sizes.get(key) ?? 0
      const storage = target ?? storageOf(file)
      const format = request.format ?? keptFormat(services, storage, (await services.storage.resolve(file)).format)
      const volid = await services.storage.allocate(task, storage, newid, { sizeBytes: size, ...(format ? { format } : {}) })
      made.set(key, volid)
      task.log(`${key}: copying ${file} (${sizeText(size)}) of the running VM to ${volid}`)
      live.push({ key, volid, task: part(size) })
    } else await copy(key, file, running)
  }
  if (live.length || whenPaused.length) {
    await copyRunning(services, task, request.vmid, { section, disks: live, rateMBps }, async () => {
      for (const work of whenPaused) await work()
    })
  }

  const texts = new Map<string, string>()
  for (const [key, drive] of all) {
    const volid = made.get(key)
    if (isCloudInit(drive)) texts.set(key, await newCloudInit(services, task, request, key, drive))
    else if (volid === undefined) texts.set(key, formatDrive(drive))
    else {
      const { size } = await services.storage.info(volid)
      texts.set(key, formatDrive(withOptions({ file: volid, options: drive.options }, { size: sizeText(size), format: undefined })))
    }
  }
  return texts
}
