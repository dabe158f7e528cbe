import { randomUUID } from 'node:crypto'
import { carryOutChange, editForChange, isUnusedKey, type ChangeFrame, type ConfigChange, type GuestConfig } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import type { Work } from '@quorate/storage'
import { fillNewDrives, followChange } from '../cloudinit/follow-change.ts'
import { hotApply } from '../hot/hot-apply.ts'
import { prepareDrive } from '../steps/prepare-drive.ts'
import type { RunningVm } from '../runtime/running-vm.ts'
import type { QemuServices } from '../services.ts'
import { completeNic } from './complete-nic.ts'
import { applyVmChanges } from './edit-config.ts'
import { appliesAtOnce } from './applies-at-once.ts'
import { isDriveKey } from './vm-keys.ts'
import { placeHere } from './place-here.ts'

/** Writes the change into the config document. Answers the volumes that can be freed afterwards. */
export function editForVm(config: GuestConfig, vmid: number, change: ConfigChange, running: boolean): string[] {
  return editForChange(config, vmid, change, edited =>
    applyVmChanges(edited, vmid, key => !running || isUnusedKey(key) || appliesAtOnce(key)),
  )
}

/** Changes a VM's config, and a running VM as far as it can be. */
export async function updateVm(services: QemuServices, frame: ChangeFrame, vmid: number, change: ConfigChange): Promise<void> {
  let vm: RunningVm | undefined
  await carryOutChange(services, frame, placeHere(services, vmid), change, {
    async prepare(set, created) {
      const prepared = await prepare(services, frame.work, vmid, set, created)
      vm = await services.runtime.running(vmid)
      return prepared
    },
    edit: (config, complete) => editForVm(config, vmid, complete, vm !== undefined),
    async written(complete, created) {
      await fillNewDrives(services, frame, vmid, created)
      if (!vm) return { free: [], problems: {} }
      const touched = [...complete.set.keys(), ...complete.delete]
      const applied = await hotApply(services, frame, vmid, touched)
      await followChange(services, frame, vmid, touched)
      return applied
    },
  })
}

/** Creates what the change asks for. */
async function prepare(
  services: QemuServices,
  work: Work,
  vmid: number,
  wanted: ReadonlyMap<string, string>,
  created: (volid: string) => void,
): Promise<Map<string, string>> {
  const set = new Map(wanted)
  for (const [key, text] of set) {
    if (isUnusedKey(key)) throw new Failure(`'${key}' cannot be set: it appears by itself when a disk is taken out`, { status: 400 })
    if (/^net\d+$/.test(key)) set.set(key, completeNic(text, services.guests))
    if (key === 'vmgenid' && text === '1') set.set(key, randomUUID())
    if (isDriveKey(key)) set.set(key, await prepareDrive(services, work, vmid, key, text, created))
  }
  return set
}
