import type { TaskHandle } from '@quorate/contract'
import {
  addSnapshot,
  authorOf,
  changeGuestConfig,
  createOnStorage,
  lockGuest,
  readGuestConfig,
  settleable,
  type SnapshotDisk,
} from '@quorate/guest'
import type { QmpClient } from '../../qmp/qmp-client.ts'
import type { QemuServices } from '../../services.ts'
import { runningForm } from '../../state/running-form.ts'
import { saveMemory } from '../../state/save-memory.ts'
import { goOn, standingOf } from '../../state/standing.ts'
import { allocateState, chooseStateStorage, stateSize } from '../../state/state-volume.ts'
import { decodeVm } from '../../steps/load-vm.ts'
import { noteMemory, type SavedMemory } from './note-memory.ts'
import { checkSnapshot } from './check-snapshot.ts'
import { createOnRunning } from './disk-snapshots.ts'
import { withGuestFrozen } from '../with-guest-frozen.ts'
import { snapshotDisks } from './snapshot-disks.ts'
import { placeHere } from '../place-here.ts'

export interface SnapshotRequest {
  readonly name: string
  readonly description?: string
  /** Also the memory, when the guest runs. */
  readonly memory: boolean
}

interface Snapshot {
  readonly services: QemuServices
  readonly task: TaskHandle
  readonly vmid: number
  readonly name: string
  readonly disks: readonly SnapshotDisk[]
}

/** Disks and memory of the same instant: the guest runs while its memory is saved, and stands still for the last part of it. */
async function withMemory({ services, task, vmid, name, disks }: Snapshot, client: QmpClient): Promise<SavedMemory> {
  const vm = await services.runtime.require(vmid)
  const { config } = readGuestConfig(services.store, placeHere(services, vmid))
  const standing = await standingOf(client, vmid)
  const form = await runningForm(services, vm, client)
  const size = await stateSize(client)
  const making = settleable(task)
  const storage = chooseStateStorage(services, config.current)
  const volid = await allocateState(services, making.task, vmid, { storage, name, sizeBytes: size.volume })
  await task.undo('qemu.take-back-snapshot', { vmid, name, disks, state: volid, standing })
  await making.settle()
  let stopped = 0
  await saveMemory(services, client, task, {
    vmid,
    volid,
    standStillAfter: size.standStillAfter,
    async atStandstill() {
      stopped = performance.now()
      await createOnRunning(services, client, disks, name, task.signal)
    },
    async afterwards() {
      await goOn(client, standing)
      task.log(`the guest stood still for ${Math.round(performance.now() - stopped)} ms`)
    },
  })
  return { volid, form }
}

async function ofRunning({ services, task, vmid, name, disks }: Snapshot, client: QmpClient): Promise<void> {
  const standing = (await client.execute('query-status')).running ? 'running' : 'paused'
  await task.undo('qemu.take-back-snapshot', { vmid, name, disks, standing })
  // For milliseconds, so that the snapshots of all disks are of the same instant.
  if (standing === 'running') await client.execute('stop')
  try {
    await createOnRunning(services, client, disks, name, task.signal)
  } finally {
    await goOn(client, standing)
  }
}

/**
 * Makes a snapshot of a VM: its config, its disks, and on request the memory of a running one. When it fails anywhere,
 * nothing of it stays and the guest runs on.
 */
export async function createSnapshot(services: QemuServices, task: TaskHandle, vmid: number, request: SnapshotRequest): Promise<void> {
  const { name, description } = request
  await checkSnapshot(services, vmid, name, request.memory)
  const place = placeHere(services, vmid)
  await lockGuest(services, task, placeHere(services, vmid), 'snapshot')
  const { config } = readGuestConfig(services.store, place)
  const running = (await services.runtime.running(vmid)) !== undefined
  const disks = snapshotDisks(services.storage, config.current, request.memory && running)
  const snapshot = { services, task, vmid, name, disks }
  let memory: SavedMemory | undefined
  if (running && request.memory) {
    memory = await services.runtime.qmp(vmid, client => withMemory(snapshot, client))
  } else if (running) {
    const decoded = decodeVm(vmid, config.current)
    await withGuestFrozen(services, task, vmid, decoded, () => services.runtime.qmp(vmid, client => ofRunning(snapshot, client)))
  } else {
    await task.undo('qemu.take-back-snapshot', { vmid, name, disks })
    await createOnStorage(services, disks, name, task.signal)
  }
  task.signal.throwIfAborted()
  await changeGuestConfig(services.store, authorOf(task), place, { lock: 'snapshot' }, edited => {
    const time = Math.floor(services.host.now() / 1000)
    const section = addSnapshot(edited, { name, time, ...(description === undefined ? {} : { description }) })
    if (memory) noteMemory(section, memory)
  })
}
