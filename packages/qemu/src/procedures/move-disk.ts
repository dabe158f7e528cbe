import type { TaskHandle } from '@quorate/contract'
import {
  changeGuestConfig,
  checkDigest,
  checkLock,
  guestPath,
  isCdrom,
  isVolume,
  parseDrive,
  readGuestConfig,
  sizeText,
  withOptions,
} from '@quorate/guest'
import { Failure, failureText } from '@quorate/schema'
import type { ImageFormat } from '@quorate/storage'
import { mirrorDisk } from '../hot/mirror-disk.ts'
import type { QemuServices } from '../services.ts'
import { authorOf, placeHere, settleable } from './author.ts'
import { isReferenced, letGoOf } from './edit-config.ts'
import { editDrive } from './edit-drive.ts'
import { isUnusedKey } from './vm-keys.ts'

export interface MoveRequest {
  readonly disk: string
  readonly storage: string
  readonly format?: ImageFormat
  /** The former volume is removed, not kept as unused. */
  readonly deleteSource: boolean
  readonly digest?: string
  /** MiB per second */
  readonly rateMBps?: number
}

/** Fails when the request cannot be carried out, before there is a task. */
export function checkMove(services: QemuServices, vmid: number, request: MoveRequest): void {
  const { config, text } = readGuestConfig(services.store, placeHere(services, vmid))
  checkDigest(text, request.digest)
  checkLock('VM', config)
  const value = config.current.get(request.disk)
  if (value === undefined) throw new Failure(`disk '${request.disk}' does not exist`)
  const drive = parseDrive(value)
  if (isCdrom(drive)) throw new Failure(`you can't move a cdrom`)
  if (!isVolume(drive.file)) throw new Failure(`disk '${request.disk}' of VM ${vmid} is no volume of a storage and cannot be moved`)
  const entry = services.storage.usable(request.storage, 'images')
  const same = drive.file.startsWith(`${request.storage}:`)
  if (same && !request.format) throw new Failure(`you can't move to the same storage with same format`)
  if (request.deleteSource && isReferenced(config, drive.file, request.disk)) {
    throw new Failure(`you can't move a disk with snapshots and delete the source`)
  }
  if (!entry) throw new Failure(`storage '${request.storage}' does not exist`)
}

/** Copies a disk to another storage or format and uses the copy from then on, of a running VM too. */
export async function moveDisk(services: QemuServices, outer: TaskHandle, vmid: number, request: MoveRequest): Promise<void> {
  checkMove(services, vmid, request)
  const { task, settle } = settleable(outer)
  const place = placeHere(services, vmid)
  const { config } = readGuestConfig(services.store, place)
  const { disk } = request
  const former = parseDrive(config.current.get(disk) ?? '')
  const running = !isUnusedKey(disk) && (await services.runtime.running(vmid)) !== undefined
  const options = {
    ...(request.format && disk !== 'tpmstate0' ? { format: request.format } : {}),
    ...(request.rateMBps ? { rateMBps: request.rateMBps } : {}),
  }
  const volid = running
    ? await mirrorDisk(services, task, vmid, { key: disk, volid: former.file, storage: request.storage, ...options })
    : await services.storage.copy(task, { volid: former.file }, request.storage, vmid, options)
  const { size } = await services.storage.info(volid)
  let free: string[] = []
  await changeGuestConfig(services.store, authorOf(task), place, {}, edited => {
    const moved = editDrive(edited, disk, former.file, ({ options }) =>
      isUnusedKey(disk) ? { file: volid, options } : withOptions({ file: volid, options }, { size: sizeText(size) }),
    )
    if (!moved) throw new Failure(`disk '${disk}' of VM ${vmid} changed while it was moved`)
    free = letGoOf(edited, vmid, former.file, request.deleteSource)
  })
  await settle()
  task.log(`${disk}: ${former.file} -> ${volid} (${guestPath(place)})`)
  for (const old of free) {
    try {
      await services.storage.free(old)
    } catch (error) {
      task.warn(`the former volume ${old} could not be removed: ${failureText(error)}`)
    }
  }
}
