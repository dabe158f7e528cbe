import { randomUUID } from 'node:crypto'
import type { TaskHandle } from '@quorate/contract'
import {
  authorOf,
  changeGuestConfig,
  type GuestConfig,
  readGuestConfig,
  rollbackDisks,
  rollbackLock,
  type SnapshotDisk,
  takeOverSnapshot,
} from '@quorate/guest'
import { failureText } from '@quorate/schema'
import type { QemuServices } from '../../services.ts'
import { readForm } from '../../state/running-form.ts'
import { goOn } from '../../state/standing.ts'
import { startVm } from '../../steps/start-vm.ts'
import { stopVm } from '../stop-vm.ts'
import { checkRollback } from './check-rollback.ts'
import { forgetPresent } from './forget-present.ts'
import { snapshotDisks } from './snapshot-disks.ts'
import { placeHere } from '../place-here.ts'

/** The present config becomes that of the snapshot. The guest learns from its generation id that it went back in time. */
function takeOver(config: GuestConfig, vmid: number, name: string): void {
  takeOverSnapshot(config, vmid, name)
  if (config.current.has('vmgenid')) config.current.set('vmgenid', randomUUID())
}

interface Rollback {
  readonly services: QemuServices
  readonly task: TaskHandle
  readonly vmid: number
  readonly name: string
  readonly disks: readonly SnapshotDisk[]
}

/** From here on the rollback is not taken back any more. */
async function commit({ services, task, vmid, disks }: Rollback): Promise<void> {
  await changeGuestConfig(
    services.store,
    authorOf(task),
    placeHere(services, vmid),
    { lock: rollbackLock },
    ({ current }) => void current.delete('lock'),
  )
  try {
    await forgetPresent(services, vmid, disks)
  } catch (error) {
    task.warn(`what the disks held before is still kept in them: ${failureText(error)}`)
  }
}

async function goOnFromMemory(rollback: Rollback, state: string): Promise<void> {
  const { services, task, vmid, name } = rollback
  const section = readGuestConfig(services.store, placeHere(services, vmid)).config.requireSnapshot(name)
  await startVm(services, task, vmid, {
    skipLock: true,
    saved: {
      volid: state,
      form: readForm(section),
      advice: 'it is brought back to where it was before the rollback',
      async loaded() {
        await commit(rollback)
        await services.runtime.qmp(vmid, client => goOn(client, 'running'))
      },
    },
  })
}

/**
 * Brings disks, config and, where the snapshot has it, memory back. A running VM is stopped for it; it runs again when
 * there is memory to go on from, or `start` says so. Until all is in place the present disks are kept; when it fails
 * before that, disks and config are as they were, and a VM that ran is started again.
 */
export async function rollbackVm(services: QemuServices, task: TaskHandle, vmid: number, name: string, start: boolean): Promise<void> {
  await checkRollback(services, vmid, name)
  const place = placeHere(services, vmid)
  const { config, text: before } = readGuestConfig(services.store, place)
  const section = config.requireSnapshot(name)
  const state = section.get('vmstate')
  const disks = snapshotDisks(services.storage, section, state !== undefined)
  const vm = await services.runtime.running(vmid)
  const begun = await task.undo('qemu.take-back-rollback', { vmid, before, disks, ...(vm ? { ran: vm.startTicks } : {}) })
  await changeGuestConfig(services.store, authorOf(task), place, {}, ({ current }) => current.set('lock', rollbackLock))
  if (vm) await stopVm(services, task, vmid)
  await rollbackDisks(services, task, disks, name)
  await changeGuestConfig(services.store, authorOf(task), place, { lock: rollbackLock }, edited => takeOver(edited, vmid, name))
  const rollback = { services, task, vmid, name, disks }
  if (state === undefined) await commit(rollback)
  else await goOnFromMemory(rollback, state)
  await begun.settle()
  if (start && state === undefined) await startVm(services, task, vmid)
}
