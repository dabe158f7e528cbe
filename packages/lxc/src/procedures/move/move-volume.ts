import type { TaskHandle } from '@quorate/contract'
import {
  authorOf,
  changeGuestConfig,
  checkDigest,
  checkLock,
  editMoved,
  isReferenced,
  isUnusedKey,
  isVolume,
  parseDrive,
  readGuestConfig,
  settleable,
} from '@quorate/guest'
import { Failure, failureText } from '@quorate/schema'
import { placeHere } from '../../place-here.ts'
import { planIdMap } from '../../plan/id-map.ts'
import type { LxcServices } from '../../services.ts'
import { copyVolume } from '../../volumes/copy-volume.ts'
import type { MoveTrace } from './settle-move.ts'

export interface MoveRequest {
  /** `rootfs`, `mp0`, `unused0` */
  readonly volume: string
  readonly storage: string
  /** The former volume is removed, not kept as unused. */
  readonly deleteSource: boolean
  readonly digest?: string
  /** MiB per second */
  readonly rateMBps?: number
}

/** Volume id of what is to be moved. Fails when the request cannot be carried out, before there is a task. */
export async function checkMove(services: LxcServices, vmid: number, request: MoveRequest): Promise<string> {
  const { volume, storage, deleteSource } = request
  const { config, text } = readGuestConfig(services.store, placeHere(services, vmid))
  checkDigest(text, request.digest)
  checkLock('CT', config)
  const value = config.current.get(volume)
  if (value === undefined) throw new Failure(`volume '${volume}' does not exist`)
  const { file } = parseDrive(value)
  if (!isVolume(file)) throw new Failure(`'${volume}' of CT ${vmid} is no volume of a storage and cannot be moved`)
  services.storage.usable(storage, 'rootdir')
  if (file.startsWith(`${storage}:`)) throw new Failure(`you can't move to the same storage`)
  const { base } = await services.storage.resolve(file)
  if (base) throw new Failure(`'${volume}' of CT ${vmid} is a base image, on which linked clones may build: clone it instead`)
  if (deleteSource && isReferenced(config, file, volume)) throw new Failure(`you can't move a disk with snapshots and delete the source`)
  if (!isUnusedKey(volume) && (await services.runtime.running(vmid))) throw new Failure(`cannot move volumes of a running container`)
  return file
}

/** Copies a volume to another storage and uses the copy from then on. */
export async function moveVolume(services: LxcServices, outer: TaskHandle, vmid: number, request: MoveRequest): Promise<void> {
  await services.runtime.settled(vmid, outer.signal)
  const from = await checkMove(services, vmid, request)
  const { volume: key, storage, deleteSource, rateMBps } = request
  const { task, settle } = settleable(outer)
  const place = placeHere(services, vmid)
  const { current } = readGuestConfig(services.store, place).config
  const idMap = planIdMap({ unprivileged: current.get('unprivileged') === '1' }, current.rawLxc())
  // What undoes the new volume alone gives way to what undoes the whole move.
  const copying = settleable(outer)
  const to = await copyVolume(services, copying.task, {
    volid: from,
    storage,
    vmid,
    idMap,
    ...(rateMBps === undefined ? {} : { rateMBps }),
  })
  const { size } = await services.storage.info(to)
  const moved = { vmid, key, from, to, size, deleteSource }
  await task.undo('lxc.settle-move', moved satisfies MoveTrace)
  await copying.settle()
  if (await services.runtime.running(vmid)) throw new Failure(`CT ${vmid} was started while '${key}' was moved`)
  let free: string[] = []
  await changeGuestConfig(services.store, authorOf(task), place, {}, edited => {
    const left = editMoved(edited, moved)
    if (!left) throw new Failure(`'${key}' of CT ${vmid} changed while it was moved`)
    free = left
  })
  await settle()
  task.log(`${key}: ${from} -> ${to}`)
  for (const old of free) {
    try {
      await services.storage.free(old)
    } catch (error) {
      task.warn(`the former volume ${old} could not be removed: ${failureText(error)}`)
    }
  }
}
