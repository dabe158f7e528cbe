import type { TaskHandle } from '@quorate/contract'
import {
  authorOf,
  changeGuestConfig,
  checkDigest,
  checkLock,
  editDrive,
  isVolume,
  parseDrive,
  readGuestConfig,
  sizeText,
  wantedSize,
  withOptions,
} from '@quorate/guest'
import { Failure, parseSize } from '@quorate/schema'
import { placeHere } from '../place-here.ts'
import type { LxcServices } from '../services.ts'
import { growFileSystem } from '../volumes/grow-file-system.ts'

export interface ResizeRequest {
  /** `rootfs`, `mp0` */
  readonly disk: string
  /** `+5G`, `32G` */
  readonly size: string
  readonly digest?: string
}

/** Volume id of what is to be resized. Fails when the request cannot be carried out, before there is a task. */
export function checkResize(services: LxcServices, vmid: number, { disk, digest }: ResizeRequest): string {
  const { config, text } = readGuestConfig(services.store, placeHere(services, vmid))
  checkDigest(text, digest)
  checkLock('CT', config)
  const value = config.current.get(disk)
  if (value === undefined) throw new Failure(`disk '${disk}' does not exist`)
  const { file } = parseDrive(value)
  if (!isVolume(file)) throw new Failure(`disk '${disk}' of CT ${vmid} is no volume of a storage and cannot be resized`)
  if (!services.storage.supports(file, 'resize'))
    throw new Failure(`disk '${disk}' of CT ${vmid} (${file}) has no size on its storage, or is a base image`)
  return file
}

/**
 * bytes wanted. The config names what was reached last: `+5G` goes on from there when a growth was cut short between the
 * volume and its file system.
 */
function sizeWanted(text: string, noted: number | undefined, size: number): number {
  const goneOn = noted === undefined ? 0 : wantedSize(text, noted)
  return goneOn >= size ? goneOn : wantedSize(text, size)
}

/** Grows a volume and the file system on it, of a running container too. One that was cut short may be repeated. */
export async function resizeVolume(services: LxcServices, task: TaskHandle, vmid: number, request: ResizeRequest): Promise<void> {
  const volid = checkResize(services, vmid, request)
  const { disk } = request
  const { storage } = services
  const { size } = await storage.info(volid)
  const { config } = readGuestConfig(services.store, placeHere(services, vmid))
  const noted = parseDrive(config.current.get(disk) ?? '').options.get('size')
  const wanted = sizeWanted(request.size, noted === undefined ? undefined : parseSize(noted), size)
  if (wanted < size) throw new Failure(`shrinking disks is not supported: ${disk} of CT ${vmid} has ${sizeText(size)}`)
  if (wanted > size) await storage.resize(volid, wanted)
  await growFileSystem(services, task, vmid, volid)
  const really = (await storage.info(volid)).size
  await changeGuestConfig(services.store, authorOf(task), placeHere(services, vmid), { skipLock: true }, config => {
    editDrive(config, disk, volid, present => withOptions(present, { size: sizeText(really) }))
  })
  task.log(`${disk}: ${sizeText(size)} -> ${sizeText(really)}`)
}
