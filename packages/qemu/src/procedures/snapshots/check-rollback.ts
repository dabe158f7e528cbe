import { checkLock, checkSnapshotParts, readGuestConfig, type ConfigSection } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import type { QemuServices } from '../../services.ts'
import { readForm } from '../../state/running-form.ts'
import { planSection } from '../../steps/load-vm.ts'
import { snapshotDisks } from './snapshot-disks.ts'
import { placeHere } from '../place-here.ts'

async function checkParts(services: QemuServices, name: string, section: ConfigSection): Promise<void> {
  const state = section.get('vmstate')
  await checkSnapshotParts(services, snapshotDisks(services.storage, section, state !== undefined), name)
  if (state !== undefined && !(await services.storage.exists(state)))
    throw new Failure(`snapshot '${name}': its saved memory ${state} does not exist any more`)
}

/** Fails when the VM cannot be brought back to the snapshot, as far as that can be seen before anything is changed. */
export async function checkRollback(services: QemuServices, vmid: number, name: string): Promise<void> {
  const { config } = readGuestConfig(services.store, placeHere(services, vmid))
  const section = config.requireSnapshot(name)
  checkLock('VM', config)
  if (config.current.get('template') === '1') throw new Failure(`unable to rollback a template: VM ${vmid}`)
  const snapstate = section.get('snapstate')
  if (snapstate !== undefined) throw new Failure(`unable to rollback to incomplete snapshot (snapstate = ${snapstate})`)
  await checkParts(services, name, section)
  // The memory fits no other machine than the one it was saved on: better found out while the guest runs.
  if (section.has('vmstate')) await planSection(services, vmid, section, readForm(section))
}
