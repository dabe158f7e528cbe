import { implement, type Implementation } from '@quorate/contract'
import { qemuSnapshots } from '@quorate/contract/qemu/snapshots'
import { vmProperties } from '../vm-schema.ts'
import { authorOf, changeGuestConfig, configViewOf, readGuestConfig, snapshotRows } from '@quorate/guest'
import { checkRestoredAccess } from '../procedures/snapshots/check-restored-access.ts'
import { checkRollback } from '../procedures/snapshots/check-rollback.ts'
import { checkSnapshot } from '../procedures/snapshots/check-snapshot.ts'
import { createSnapshot } from '../procedures/snapshots/create-snapshot.ts'
import { checkDelete, deleteSnapshot } from '../procedures/snapshots/delete-snapshot.ts'
import { rollbackVm } from '../procedures/snapshots/rollback-vm.ts'
import type { QemuServices } from '../services.ts'
import { placeHere } from '../procedures/place-here.ts'

const view = configViewOf(vmProperties)

export function qemuSnapshotsApi(services: QemuServices): Implementation[] {
  const read = (vmid: number) => readGuestConfig(services.store, placeHere(services, vmid))
  return implement(qemuSnapshots, {
    async list(_call, { vmid }) {
      return snapshotRows(read(vmid).text, (await services.runtime.running(vmid)) !== undefined, { withMemory: true })
    },
    async create(_call, { vmid, snapname, description, vmstate }) {
      await checkSnapshot(services, vmid, snapname, vmstate ?? false)
      return task =>
        createSnapshot(services, task, vmid, {
          name: snapname,
          memory: vmstate ?? false,
          ...(description === undefined ? {} : { description }),
        })
    },
    remove(_call, { vmid, snapname, force }) {
      checkDelete(services, vmid, snapname)
      return task => deleteSnapshot(services, task, vmid, snapname, force ?? false)
    },
    config(_call, { vmid, snapname }) {
      const shown = view(read(vmid).config, { snapshot: snapname })
      if (shown['cipassword'] !== undefined) shown['cipassword'] = '**********'
      return shown
    },
    async update(call, { vmid, snapname, description }) {
      await changeGuestConfig(services.store, authorOf(call), placeHere(services, vmid), {}, config => {
        const section = config.requireSnapshot(snapname)
        if (description !== undefined) section.setDescription(description)
      })
      return null
    },
    async rollback(call, { vmid, snapname, start }) {
      const { config } = read(vmid)
      checkRestoredAccess(call, vmid, config.current, config.requireSnapshot(snapname))
      await checkRollback(services, vmid, snapname)
      return task => rollbackVm(services, task, vmid, snapname, start ?? false)
    },
  })
}
