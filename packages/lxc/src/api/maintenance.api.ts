import { implement, type Implementation } from '@quorate/contract'
import { lxcMaintenance } from '@quorate/contract/lxc/maintenance'
import { authorOf, changeGuestConfig, checkLock, readGuestConfig, rescanGuest } from '@quorate/guest'
import { GuestFiles } from '../files/guest-files.ts'
import { placeHere } from '../place-here.ts'
import { planMounts } from '../plan/mount-points.ts'
import { parseCpuSet } from '../runtime/cpu-sets.ts'
import type { LxcServices } from '../services.ts'
import { checkFileSystem, fileSystemToCheck } from '../upkeep/check-file-system.ts'
import { checkMountable, checkMounted, mountContainer, unmountContainer } from '../upkeep/mount-container.ts'
import { readContainer } from '../upkeep/own-file-systems.ts'
import { trimFileSystems } from '../upkeep/trim-file-systems.ts'

/** Looking after containers and their file systems. */
export function lxcMaintenanceApi(services: LxcServices): Implementation[] {
  const files = new GuestFiles(services)
  const configOf = (vmid: number) => readGuestConfig(services.store, placeHere(services, vmid)).config
  return implement(lxcMaintenance, {
    async df(_call, { vmid }) {
      const mounts = planMounts(readContainer(services, vmid).config)
      const usages = await files.usage(
        vmid,
        mounts.map(({ target }) => target),
      )
      return mounts.map(({ key, source, target }, at) => {
        const { total = 0, used = 0, available = 0 } = usages[at] ?? {}
        return { key, volume: source, path: target, total, used, avail: available }
      })
    },
    async cpuset(_call, { vmid }) {
      configOf(vmid)
      const { record } = await services.runtime.require(vmid)
      return record.cpus === undefined ? {} : { cpus: parseCpuSet(record.cpus) }
    },
    async fsck(_call, { vmid, device = 'rootfs', force = false }) {
      checkLock('CT', configOf(vmid))
      await fileSystemToCheck(services, vmid, device)
      return task => checkFileSystem(services, task, vmid, { key: device, force })
    },
    fstrim(_call, { vmid, 'ignore-mountpoints': rootOnly = false }) {
      checkLock('CT', configOf(vmid))
      return task => trimFileSystems(services, task, vmid, rootOnly)
    },
    async mount(_call, { vmid }) {
      checkLock('CT', configOf(vmid))
      await checkMountable(services, vmid)
      return task => mountContainer(services, task, vmid)
    },
    async unmount(_call, { vmid }) {
      checkLock('CT', configOf(vmid), 'mounted')
      await checkMounted(services, vmid)
      return task => unmountContainer(services, task, vmid)
    },
    async unlock(call, { vmid }) {
      const place = placeHere(services, vmid)
      await changeGuestConfig(services.store, authorOf(call), place, { skipLock: true }, config => config.current.delete('lock'))
      return null
    },
    async rescan(call, { vmid, dryrun = false }) {
      return await rescanGuest(services, authorOf(call), placeHere(services, vmid), dryrun)
    },
  })
}
