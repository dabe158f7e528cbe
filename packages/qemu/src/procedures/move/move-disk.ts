import type { TaskHandle } from '@quorate/contract'
import {
  authorOf,
  changeGuestConfig,
  checkDigest,
  checkLock,
  editMoved,
  isCdrom,
  isCloudInit,
  isReferenced,
  isUnusedKey,
  isVolume,
  keptFormat,
  parseDrive,
  readGuestConfig,
  settleable,
} from '@quorate/guest'
import { Failure, failureText } from '@quorate/schema'
import type { ImageFormat } from '@quorate/storage'
import { disksInUse } from '../../hot/disk-node.ts'
import { exchangeDisk, exchangeNodes } from '../../hot/exchange-disk.ts'
import { trimGuest } from '../../runtime/trim-guest.ts'
import type { QemuServices } from '../../services.ts'
import { decodeVm } from '../../steps/load-vm.ts'
import type { MoveTrace } from './settle-move.ts'
import { placeHere } from '../place-here.ts'

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

/** Fails when the request cannot be carried out, before there is a task. Answers whether the disk is in use by the running VM. */
export async function checkMove(services: QemuServices, vmid: number, request: MoveRequest): Promise<boolean> {
  const { disk, storage, format, deleteSource } = request
  const { config, text } = readGuestConfig(services.store, placeHere(services, vmid))
  checkDigest(text, request.digest)
  checkLock('VM', config)
  const value = config.current.get(disk)
  if (value === undefined) throw new Failure(`disk '${disk}' does not exist`)
  const drive = parseDrive(value)
  if (isCdrom(drive) && !isCloudInit(drive)) throw new Failure(`you can't move a cdrom`)
  if (!isVolume(drive.file)) throw new Failure(`disk '${disk}' of VM ${vmid} is no volume of a storage and cannot be moved`)
  services.storage.usable(storage, 'images')
  const { format: present, base } = await services.storage.resolve(drive.file)
  const same = drive.file.startsWith(`${storage}:`)
  if (same && (!format || format === present)) throw new Failure(`you can't move to the same storage with same format`)
  if (base) throw new Failure(`disk '${disk}' of VM ${vmid} is a base image, on which linked clones may build: clone it instead`)
  if (disk === 'tpmstate0' && format && format !== 'raw') throw new Failure(`the TPM state can only be of format 'raw'`)
  if (deleteSource && isReferenced(config, drive.file, disk))
    throw new Failure(`you can't move a disk with snapshots and delete the source`)
  if (isUnusedKey(disk) || !(await services.runtime.running(vmid))) return false
  if (disk === 'tpmstate0') throw new Failure(`cannot move the TPM state of VM ${vmid} while it is running - shut it down first`)
  if (drive.options.get('snapshot') === '1') {
    throw new Failure(`cannot move disk '${disk}' of VM ${vmid} while it is running: what it writes is thrown away (snapshot=1)`)
  }
  return (await services.runtime.qmp(vmid, client => disksInUse(client, [disk]))).has(disk)
}

/** Copies a disk to another storage or format and uses the copy from then on, of a running VM too. */
export async function moveDisk(services: QemuServices, outer: TaskHandle, vmid: number, request: MoveRequest): Promise<void> {
  const live = await checkMove(services, vmid, request)
  const { disk, storage, rateMBps, deleteSource } = request
  const { task, settle } = settleable(outer)
  const place = placeHere(services, vmid)
  const { config } = readGuestConfig(services.store, place)
  const from = parseDrive(config.current.get(disk) ?? '').file
  const present = (await services.storage.resolve(from)).format
  const format = disk === 'tpmstate0' ? 'raw' : (request.format ?? keptFormat(services, storage, present))
  // What undoes the new volume alone gives way to what undoes the whole move.
  const volume = settleable(outer)
  const options = format ? { format } : {}
  const to = live
    ? await services.storage.allocate(volume.task, storage, vmid, { ...options, sizeBytes: (await services.storage.info(from)).size })
    : await services.storage.copy(volume.task, { volid: from }, storage, vmid, { ...options, ...(rateMBps ? { rateMBps } : {}) })
  const { size } = await services.storage.info(to)
  const moved = { vmid, key: disk, from, to, size, deleteSource }
  const target = { section: config.current, key: disk, volid: to }
  const nodes = live ? await exchangeNodes(services, vmid, target) : { fresh: [], former: [] }
  const paused = live && (await services.runtime.qmp(vmid, client => client.execute('query-status'))).running
  // Outlives the settling of the move: whatever happens, a guest that was paused for it goes on.
  const goOn = paused ? await outer.undo('qemu.go-on', { vmid }) : undefined
  await task.undo('qemu.settle-move', { ...moved, ...nodes } satisfies MoveTrace)
  await volume.settle()
  let free: string[] = []
  const commit = async () => {
    await changeGuestConfig(services.store, authorOf(task), place, {}, edited => {
      const left = editMoved(edited, moved)
      if (!left) throw new Failure(`disk '${disk}' of VM ${vmid} changed while it was moved`)
      free = left
    })
  }
  if (live) await exchangeDisk(services, task, vmid, { ...target, rateMBps, commit, settle })
  else {
    await commit()
    await settle()
  }
  await goOn?.settle()
  task.log(`${disk}: ${from} -> ${to}`)
  for (const old of free) {
    try {
      await services.storage.free(old)
    } catch (error) {
      task.warn(`the former volume ${old} could not be removed: ${failureText(error)}`)
    }
  }
  if (live && decodeVm(vmid, config.current).agent?.fstrim_cloned_disks) await trimGuest(services, task, vmid)
}
