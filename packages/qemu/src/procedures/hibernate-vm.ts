import type { TaskHandle } from '@quorate/contract'
import { authorOf, changeGuestConfig, checkLock, lockGuest, readGuestConfig, settleable } from '@quorate/guest'
import type { QmpClient } from '../qmp/qmp-client.ts'
import type { QemuServices } from '../services.ts'
import { suspendedLock } from '../state/hibernated-run.ts'
import { endSending } from '../state/outgoing-state.ts'
import { runningForm, writeForm } from '../state/running-form.ts'
import { saveMemory } from '../state/save-memory.ts'
import { checkSavable, goOn, standingOf, type Standing } from '../state/standing.ts'
import { allocateState, chooseStateStorage, stateSize } from '../state/state-volume.ts'
import { stopVm } from './stop-vm.ts'
import { placeHere } from './place-here.ts'

/** Fails when the memory of the VM cannot be saved now. `storage`: where to; left out: the one that its config leads to. */
export async function checkHibernate(services: QemuServices, vmid: number, storage?: string): Promise<void> {
  const { config } = readGuestConfig(services.store, placeHere(services, vmid))
  checkLock('VM', config)
  chooseStateStorage(services, config.current, storage)
  await services.runtime.require(vmid)
  await services.runtime.qmp(vmid, async client => {
    await standingOf(client, vmid)
    await checkSavable(client, vmid)
  })
}

async function saveAndNote(services: QemuServices, task: TaskHandle, vmid: number, storage: string, client: QmpClient): Promise<void> {
  const vm = await services.runtime.require(vmid)
  const standing = await standingOf(client, vmid)
  const form = await runningForm(services, vm, client)
  const size = await stateSize(client)
  const making = settleable(task)
  const day = new Date(services.host.now()).toISOString().slice(0, 10)
  const volid = await allocateState(services, making.task, vmid, { storage, name: `suspend-${day}`, sizeBytes: size.volume })
  await task.undo('qemu.take-back-hibernation', { vmid, state: volid, standing })
  await making.settle()
  await saveMemory(services, client, task, { vmid, volid, standStillAfter: size.standStillAfter })
  task.signal.throwIfAborted()
  await changeGuestConfig(services.store, authorOf(task), placeHere(services, vmid), { lock: 'suspending' }, ({ current }) => {
    current.set('lock', suspendedLock)
    current.set('vmstate', volid)
    writeForm(current, form)
  })
}

/** Suspends a VM to disk: saves its memory and ends it. Its next start goes on from there. When it fails, the guest runs on. */
export async function hibernateVm(services: QemuServices, task: TaskHandle, vmid: number, storage?: string): Promise<void> {
  await checkHibernate(services, vmid, storage)
  await lockGuest(services, task, placeHere(services, vmid), 'suspending')
  const { config } = readGuestConfig(services.store, placeHere(services, vmid))
  const chosen = chooseStateStorage(services, config.current, storage)
  await services.runtime.qmp(vmid, client => saveAndNote(services, task, vmid, chosen, client))
  await stopVm(services, task, vmid)
}

/** A hibernation was cut short: before the config names the saved memory the guest goes on, after that it ends. */
export async function takeBackHibernation(
  services: QemuServices,
  task: TaskHandle,
  begun: { vmid: number; state: string; standing: Standing },
): Promise<void> {
  const { vmid, state, standing } = begun
  const running = (await services.runtime.running(vmid)) !== undefined
  if (readGuestConfig(services.store, placeHere(services, vmid)).config.current.get('vmstate') === state) {
    if (running) await stopVm(services, task, vmid)
    return
  }
  if (running) {
    await services.runtime.qmp(vmid, async client => {
      await endSending(client)
      await goOn(client, standing)
    })
  }
  await services.storage.free(state)
}
