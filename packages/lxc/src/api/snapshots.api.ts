import { implement, type Implementation } from '@quorate/contract'
import { lxcSnapshots } from '@quorate/contract/lxc/snapshots'
import { authorOf, changeGuestConfig, configViewOf, readGuestConfig, snapshotRows } from '@quorate/guest'
import { lxcProperties } from '../lxc-schema.ts'
import { placeHere } from '../place-here.ts'
import { checkRestoredAccess } from '../procedures/snapshots/check-restored-access.ts'
import { checkRollback } from '../procedures/snapshots/check-rollback.ts'
import { checkSnapshot } from '../procedures/snapshots/check-snapshot.ts'
import { createSnapshot } from '../procedures/snapshots/create-snapshot.ts'
import { checkDelete, deleteSnapshot } from '../procedures/snapshots/delete-snapshot.ts'
import { rollbackContainer } from '../procedures/snapshots/rollback-container.ts'
import type { LxcServices } from '../services.ts'

const view = configViewOf(lxcProperties)

/** Snapshots of containers and the way back to them. */
export function lxcSnapshotsApi(services: LxcServices): Implementation[] {
  const read = (vmid: number) => readGuestConfig(services.store, placeHere(services, vmid))
  return implement(lxcSnapshots, {
    async list(_call, { vmid }) {
      return snapshotRows(read(vmid).text, (await services.runtime.running(vmid)) !== undefined, { withMemory: false })
    },
    async create(_call, { vmid, snapname, description }) {
      await checkSnapshot(services, vmid, snapname)
      return task => createSnapshot(services, task, vmid, snapname, description)
    },
    remove(_call, { vmid, snapname, force }) {
      checkDelete(services, vmid, snapname)
      return task => deleteSnapshot(services, task, vmid, snapname, force ?? false)
    },
    config(_call, { vmid, snapname }) {
      return view(read(vmid).config, { snapshot: snapname })
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
      return task => rollbackContainer(services, task, vmid, snapname, start ?? false)
    },
  })
}
