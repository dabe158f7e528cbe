import type { TaskHandle } from '@quorate/contract'
import {
  authorOf,
  checkDigest,
  checkLock,
  type DriveText,
  formatDrive,
  guestPath,
  isCdrom,
  parseDrive,
  parseGuestConfig,
  revertPending,
  setPending,
  settleable,
  sizeText,
  withOptions,
} from '@quorate/guest'
import { Failure } from '@quorate/schema'
import type { QemuServices } from '../../services.ts'
import { checkProtectedDisks } from '../check-change.ts'
import { forgetBootEntry, isReferenced } from '../edit-config.ts'
import type { GiftTrace } from './take-back-gift.ts'
import { isUnusedKey, ownerOf } from '../vm-keys.ts'
import { placeHere } from '../place-here.ts'

export interface GiveRequest {
  readonly disk: string
  readonly target: number
  /** Its key there. */
  readonly targetDisk: string
  readonly digest?: string
  readonly targetDigest?: string
}

function readConfig(services: QemuServices, vmid: number, digest: string | undefined) {
  const path = guestPath(placeHere(services, vmid))
  const file = services.store.read(path)
  if (!file) throw new Failure(`Configuration file '${path}' does not exist`)
  checkDigest(file.text, digest)
  const config = parseGuestConfig(file.text)
  checkLock('VM', config)
  return { ...file, config }
}

/** Both configs and the disk. Fails when the disk cannot be given away now. */
async function look(services: QemuServices, vmid: number, request: GiveRequest) {
  const { disk, target, targetDisk } = request
  if (target === vmid) throw new Failure(`VM ${vmid} has disk '${disk}' already - choose another guest`)
  const giver = readConfig(services, vmid, request.digest)
  const taker = readConfig(services, target, request.targetDigest)
  const text = giver.config.current.get(disk)
  if (text === undefined) throw new Failure(`disk '${disk}' does not exist`)
  checkProtectedDisks(giver.config, [disk])
  const drive = parseDrive(text)
  if (isCdrom(drive) || ownerOf(drive.file) !== vmid)
    throw new Failure(`disk '${disk}' is no volume of VM ${vmid} and cannot be given away`)
  if (isReferenced(giver.config, drive.file, disk)) throw new Failure(`disk '${disk}' of VM ${vmid} is needed by a snapshot or another key`)
  if (taker.config.current.has(targetDisk) || taker.config.pending?.get(targetDisk) !== undefined) {
    throw new Failure(`disk '${targetDisk}' of VM ${target} already exists`)
  }
  if (!isUnusedKey(disk) && (await services.runtime.running(vmid))) {
    throw new Failure(`disk '${disk}' is in use by the running VM ${vmid} - detach it first`)
  }
  return { giver, taker, drive }
}

/** Fails when the request cannot be carried out, before there is a task. */
export async function checkGive(services: QemuServices, vmid: number, request: GiveRequest): Promise<void> {
  await look(services, vmid, request)
}

/** Makes a disk another VM's: its volume gets a name of that, and both configs change in one step. */
export async function giveDisk(services: QemuServices, outer: TaskHandle, vmid: number, request: GiveRequest): Promise<void> {
  const { disk, target, targetDisk } = request
  const { giver, taker, drive } = await look(services, vmid, request)
  const { task, settle } = settleable(outer)
  // What undoes the new name alone gives way to what undoes name and configs together.
  const rename = settleable(outer)
  const volid = await services.storage.reassign(rename.task, drive.file, target)
  const { size } = await services.storage.info(volid)
  giver.config.current.delete(disk)
  revertPending(giver.config, [disk])
  forgetBootEntry(giver.config, disk)
  const given: DriveText = isUnusedKey(targetDisk)
    ? { file: volid, options: new Map() }
    : withOptions({ file: volid, options: drive.options }, { size: sizeText(size) })
  if (!isUnusedKey(targetDisk) && (await services.runtime.running(target))) setPending(taker.config, targetDisk, formatDrive(given))
  else taker.config.current.set(targetDisk, formatDrive(given))
  const changes = [giver, taker].map(({ path, text, revision, config }) => ({ path, before: text, after: config.toString(), revision }))
  const trace = { giver: vmid, from: drive.file, to: volid, changes: changes.map(({ path, before, after }) => ({ path, before, after })) }
  await task.undo('qemu.take-back-gift', trace satisfies GiftTrace)
  await rename.settle()
  await services.store.commit(
    changes.map(({ path, after, revision }) => ({ op: 'write', path, text: after, expect: revision })),
    authorOf(task),
  )
  await settle()
  task.log(`${disk} of VM ${vmid} is ${targetDisk} of VM ${target}: ${drive.file} -> ${volid}`)
}
