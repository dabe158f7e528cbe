import { randomUUID } from 'node:crypto'
import { digestOf } from '@quorate/cluster'
import {
  changeGuestConfig,
  checkDigest,
  checkLock,
  deletePending,
  freeCreated,
  type GuestConfig,
  guestPath,
  parseDrive,
  parseGuestConfig,
  pendingValues,
  readGuestConfig,
  revertPending,
  setPending,
} from '@quorate/guest'
import type { Author } from '@quorate/cluster'
import { Failure, failureText, parameterFailure } from '@quorate/schema'
import type { Work } from '@quorate/storage'
import { fillNewDrives, followChange } from '../cloudinit/follow-change.ts'
import { hotApply, type HotResult } from '../hot/hot-apply.ts'
import { prepareDrive } from '../steps/prepare-drive.ts'
import type { QemuServices } from '../services.ts'
import { completeNic } from './complete-nic.ts'
import { applyVmChanges, letGoOf } from './edit-config.ts'
import { appliesAtOnce } from './applies-at-once.ts'
import { isDriveKey, isUnusedKey } from './vm-keys.ts'
import { placeHere } from './place-here.ts'

export interface ConfigChange {
  readonly set: ReadonlyMap<string, string>
  readonly delete: readonly string[]
  readonly revert: readonly string[]
  /** Volumes of deleted disks are removed, not kept as unused. */
  readonly force: boolean
  readonly digest?: string
  readonly skipLock: boolean
}

/** How a change is carried out: inside a task, or by itself. */
export interface ChangeFrame {
  readonly author: Author
  readonly work: Work
  /** Called when what was created has become part of the config. */
  settle(): Promise<void>
}

/** Volumes of pending disks that this change replaces before they ever were in use. */
function dropPendingDisks(config: GuestConfig, vmid: number, change: ConfigChange): string[] {
  const touched = new Set([...change.set.keys(), ...change.delete, ...change.revert])
  return [...pendingValues(config)]
    .filter(
      ([key, text]) => isDriveKey(key) && touched.has(key) && parseDrive(text).file !== parseDrive(config.current.get(key) ?? '').file,
    )
    .flatMap(([key, text]) => {
      revertPending(config, [key])
      return letGoOf(config, vmid, text, change.force)
    })
}

/** Writes the change into the config document. Answers the volumes that can be freed afterwards. */
export function editForChange(config: GuestConfig, vmid: number, change: ConfigChange, running: boolean): string[] {
  const free = dropPendingDisks(config, vmid, change)
  revertPending(config, change.revert)
  for (const key of change.delete) deletePending(config, key, { force: change.force })
  for (const [key, text] of change.set) setPending(config, key, text)
  free.push(...applyVmChanges(config, vmid, key => !running || isUnusedKey(key) || appliesAtOnce(key)))
  return free
}

/**
 * Changes a VM's config. What a running VM cannot take at once waits for its next start; where it could have taken it and
 * that went wrong, a failure says why, and the change waits too.
 */
export async function updateVm(services: QemuServices, frame: ChangeFrame, vmid: number, change: ConfigChange): Promise<void> {
  const place = placeHere(services, vmid)
  const { config: present, text: before } = readGuestConfig(services.store, place)
  checkDigest(before, change.digest)
  if (!change.skipLock) checkLock('VM', present)
  const { set, created } = await prepare(services, frame.work, vmid, change)
  const vm = await services.runtime.running(vmid)
  let free: string[] = []
  try {
    await frame.work.undo('guest.restore-config', {
      path: guestPath(place),
      before,
      after: afterText(before, vmid, { ...change, set }, vm !== undefined),
    })
    await changeGuestConfig(services.store, frame.author, place, { digest: digestOf(before), skipLock: change.skipLock }, config => {
      free = editForChange(config, vmid, { ...change, set }, vm !== undefined)
    })
  } catch (error) {
    await freeCreated(services, frame.work, created)
    throw error
  }
  await frame.settle()
  await fillNewDrives(services, frame, vmid, created)
  let problems: HotResult['problems'] = {}
  if (vm) {
    const touched = [...set.keys(), ...change.delete]
    const applied = await hotApply(services, frame, vmid, touched)
    free.push(...applied.free)
    problems = applied.problems
    await followChange(services, frame, vmid, touched)
  }
  for (const volid of free) {
    try {
      await services.storage.free(volid)
    } catch (error) {
      frame.work.warn(`volume ${volid} is no longer part of VM ${vmid}, but could not be removed: ${failureText(error)}`)
    }
  }
  const errors = Object.entries(problems).map(([key, text]) => [key, `hotplug problem - ${text}`])
  if (errors.length) throw parameterFailure(Object.fromEntries(errors))
}

function afterText(before: string, vmid: number, change: ConfigChange, running: boolean): string {
  const config = parseGuestConfig(before)
  editForChange(config, vmid, change, running)
  return config.toString()
}

/** Creates what the change asks for; on failure nothing of it stays. */
async function prepare(
  services: QemuServices,
  work: Work,
  vmid: number,
  change: ConfigChange,
): Promise<{ set: Map<string, string>; created: string[] }> {
  const set = new Map(change.set)
  const created: string[] = []
  try {
    for (const [key, text] of set) {
      if (isUnusedKey(key)) throw new Failure(`'${key}' cannot be set: it appears by itself when a disk is taken out`, { status: 400 })
      if (/^net\d+$/.test(key)) set.set(key, completeNic(text, services.guests))
      if (key === 'vmgenid' && text === '1') set.set(key, randomUUID())
      if (!isDriveKey(key)) continue
      set.set(key, await prepareDrive(services, work, vmid, key, text, volid => created.push(volid)))
    }
  } catch (error) {
    await freeCreated(services, work, created)
    throw error
  }
  return { set, created }
}
