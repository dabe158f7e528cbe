import type { TaskHandle } from '@quorate/contract'
import {
  authorOf,
  changeGuestConfig,
  checkDigest,
  editDrive,
  wantedSize,
  checkLock,
  isCdrom,
  isVolume,
  parseDrive,
  readGuestConfig,
  sizeText,
  withOptions,
} from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { diskNodes } from '../hot/disk-node.ts'
import type { QemuServices } from '../services.ts'
import { placeHere } from './place-here.ts'

export interface ResizeRequest {
  readonly disk: string
  /** `+5G`, `32G` */
  readonly size: string
  readonly digest?: string
  readonly skipLock: boolean
}

function driveOf(services: QemuServices, vmid: number, request: ResizeRequest) {
  const { config, text } = readGuestConfig(services.store, placeHere(services, vmid))
  checkDigest(text, request.digest)
  if (!request.skipLock) checkLock('VM', config)
  const value = config.current.get(request.disk)
  if (value === undefined) throw new Failure(`disk '${request.disk}' does not exist`)
  const drive = parseDrive(value)
  if (isCdrom(drive)) throw new Failure(`you can't resize a cdrom`)
  if (!isVolume(drive.file)) throw new Failure(`disk '${request.disk}' of VM ${vmid} is no volume of a storage and cannot be resized`)
  return { config, drive }
}

/** Fails when the request cannot be carried out, before there is a task. */
export function checkResize(services: QemuServices, vmid: number, request: ResizeRequest): void {
  driveOf(services, vmid, request)
}

/** Grows a disk, of a running VM too. */
export async function resizeDisk(services: QemuServices, task: TaskHandle, vmid: number, request: ResizeRequest): Promise<void> {
  const { drive } = driveOf(services, vmid, request)
  const { size } = await services.storage.info(drive.file)
  const wanted = wantedSize(request.size, size)
  if (wanted < size) throw new Failure(`shrinking disks is not supported: ${request.disk} of VM ${vmid} has ${sizeText(size)}`)
  if (wanted > size) {
    if (await services.runtime.running(vmid)) {
      await services.runtime.qmp(vmid, async client => {
        // At the top: a node above the resized one would keep the former size, and the guest would see that.
        const { top } = await diskNodes(client, request.disk)
        await client.execute('block_resize', { 'node-name': top, size: wanted })
      })
    } else await services.storage.resize(drive.file, wanted)
  }
  const really = (await services.storage.info(drive.file)).size
  await changeGuestConfig(services.store, authorOf(task), placeHere(services, vmid), { skipLock: true }, config => {
    editDrive(config, request.disk, drive.file, present => withOptions(present, { size: sizeText(really) }))
  })
  task.log(`${request.disk}: ${sizeText(size)} -> ${sizeText(really)}`)
}
