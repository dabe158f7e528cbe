import { diskOf } from '../hot/hot-change.ts'
import { changeMedium } from '../hot/disk-commands.ts'
import type { DiskPlan } from '../plan/vm-plan.ts'
import type { QemuServices } from '../services.ts'
import { loadVm, planSection } from '../steps/load-vm.ts'
import { makeCloudInitDrives, type MakeFrame } from './make-drives.ts'

const emptied = (disk: DiskPlan): DiskPlan => ({ ...disk, node: undefined, formatNode: undefined, nodes: [], objects: [] })

/**
 * Makes the cloud-init drives of a VM anew. A running guest sees the tray open, and close on another medium. Answers
 * how many drives there are.
 */
export async function regenerateCloudInit(services: QemuServices, frame: MakeFrame, vmid: number): Promise<number> {
  if (!(await services.runtime.running(vmid))) return await makeCloudInitDrives(services, frame, vmid)
  const { plan } = await planSection(services, vmid, loadVm(services, vmid).config.current)
  return await makeCloudInitDrives(services, frame, vmid, async (key, publish) => {
    const disk = diskOf(plan, key)
    if (!disk) return await publish()
    await services.runtime.qmp(vmid, async client => {
      await changeMedium(client, disk, emptied(disk))
      try {
        await publish()
      } finally {
        await changeMedium(client, emptied(disk), disk)
      }
    })
  })
}
