import type { TaskHandle } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import { ownerOf } from '@quorate/storage'
import { checkDigest, checkLock } from '../change-config.ts'
import { parseGuestConfig, type GuestConfig } from '../config/guest-config.ts'
import { revertPending, setPending } from '../config/pending-changes.ts'
import { formatDrive, isCdrom, parseDrive, sizeText, withOptions, type DriveText } from '../drive-text.ts'
import { guestPath, wordOf, type GuestPlace } from '../guest-path.ts'
import type { GuestServices } from '../services.ts'
import { checkProtectedDisks } from '../volumes/check-protected-disks.ts'
import { isUnusedKey } from '../volumes/disks.ts'
import { isReferenced } from '../volumes/unused-volumes.ts'
import { authorOf } from './author.ts'
import { settleable } from './settleable.ts'
import type { GiftTrace } from './take-back-gift.ts'

export interface GiveRequest {
  readonly disk: string
  readonly target: number
  /** Its key there. */
  readonly targetDisk: string
  readonly digest?: string
  readonly targetDigest?: string
}

/** What giving needs to know of the kind of guests. */
export interface GivingGuests {
  readonly giver: GuestPlace
  running(vmid: number): Promise<unknown>
  /** The giver has this key no more. */
  forget?(config: GuestConfig, key: string): void
  /** The taker's text for the disk; default: as the giver has it. */
  taken?(drive: DriveText): DriveText
  /** Refuses a disk that does not fit what the taker has. */
  checkTaken?(taker: GuestConfig, key: string, drive: DriveText): void
}

function readConfig(services: GuestServices, place: GuestPlace, digest: string | undefined) {
  const path = guestPath(place)
  const file = services.store.read(path)
  if (!file) throw new Failure(`Configuration file '${path}' does not exist`)
  checkDigest(file.text, digest)
  const config = parseGuestConfig(file.text, place.kind)
  checkLock(wordOf(place), config)
  return { ...file, config }
}

/** Both configs and the disk. Fails when the disk cannot be given away now. */
async function look(services: GuestServices, guests: GivingGuests, request: GiveRequest) {
  const { disk, target, targetDisk } = request
  const { vmid } = guests.giver
  const word = wordOf(guests.giver)
  if (target === vmid) throw new Failure(`${word} ${vmid} has disk '${disk}' already - choose another guest`)
  const giver = readConfig(services, guests.giver, request.digest)
  const taker = readConfig(services, { ...guests.giver, vmid: target }, request.targetDigest)
  const text = giver.config.current.get(disk)
  if (text === undefined) throw new Failure(`disk '${disk}' does not exist`)
  checkProtectedDisks(giver.config, [disk])
  const drive = parseDrive(text)
  if (isCdrom(drive) || ownerOf(drive.file) !== vmid)
    throw new Failure(`disk '${disk}' is no volume of ${word} ${vmid} and cannot be given away`)
  if (isReferenced(giver.config, drive.file, disk))
    throw new Failure(`disk '${disk}' of ${word} ${vmid} is needed by a snapshot or another key`)
  if (taker.config.current.has(targetDisk) || taker.config.pending?.get(targetDisk) !== undefined) {
    throw new Failure(`disk '${targetDisk}' of ${word} ${target} already exists`)
  }
  if (!isUnusedKey(disk) && (await guests.running(vmid))) {
    throw new Failure(`disk '${disk}' is in use by the running ${word} ${vmid} - detach it first`)
  }
  if (!isUnusedKey(targetDisk)) guests.checkTaken?.(taker.config, targetDisk, drive)
  return { giver, taker, drive, word }
}

/** Fails when the request cannot be carried out, before there is a task. */
export async function checkGive(services: GuestServices, guests: GivingGuests, request: GiveRequest): Promise<void> {
  await look(services, guests, request)
}

/** Makes a disk another guest's of the same kind: its volume gets a name of that, and both configs change in one step. */
export async function giveDisk(services: GuestServices, outer: TaskHandle, guests: GivingGuests, request: GiveRequest): Promise<void> {
  const { disk, target, targetDisk } = request
  const { giver, taker, drive, word } = await look(services, guests, request)
  const { vmid } = guests.giver
  const { task, settle } = settleable(outer)
  // What undoes the new name alone gives way to what undoes name and configs together.
  const rename = settleable(outer)
  const volid = await services.storage.reassign(rename.task, drive.file, target)
  const { size } = await services.storage.info(volid)
  giver.config.current.delete(disk)
  revertPending(giver.config, [disk])
  guests.forget?.(giver.config, disk)
  const options = withOptions({ file: volid, options: drive.options }, { size: sizeText(size) })
  const given: DriveText = isUnusedKey(targetDisk) ? { file: volid, options: new Map() } : (guests.taken?.(options) ?? options)
  if (!isUnusedKey(targetDisk) && (await guests.running(target))) setPending(taker.config, targetDisk, formatDrive(given))
  else taker.config.current.set(targetDisk, formatDrive(given))
  const changes = [giver, taker].map(({ path, text, revision, config }) => ({ path, before: text, after: config.toString(), revision }))
  const trace = { giver: vmid, from: drive.file, to: volid, changes: changes.map(({ path, before, after }) => ({ path, before, after })) }
  await task.undo('guest.take-back-gift', trace satisfies GiftTrace)
  await rename.settle()
  await services.store.commit(
    changes.map(({ path, after, revision }) => ({ op: 'write', path, text: after, expect: revision })),
    authorOf(task),
  )
  await settle()
  task.log(`${disk} of ${word} ${vmid} is ${targetDisk} of ${word} ${target}: ${drive.file} -> ${volid}`)
}
