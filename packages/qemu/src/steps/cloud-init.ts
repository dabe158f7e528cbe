import { authorOf } from '@quorate/guest'
import type { Step } from '@quorate/tasks'
import { generatedDrives } from '../cloudinit/generated-drives.ts'
import { makeCloudInitDrives } from '../cloudinit/make-drives.ts'
import type { QemuServices } from '../services.ts'
import { loadVm } from './load-vm.ts'
import type { StartContext } from './start-context.ts'

async function areThere(services: QemuServices, vmid: number): Promise<boolean> {
  for (const [, volid] of generatedDrives(loadVm(services, vmid).config.current.values, vmid)) {
    if (!(await services.storage.exists(volid))) return false
  }
  return true
}

/**
 * What the drive holds is made anew at every start; there is nothing to go back to when the start fails later. A guest
 * that goes on from saved memory finds it as it was.
 */
export const writeCloudInit: Step<StartContext> = {
  name: 'write the cloud-init drive',
  async run({ services, task, vmid, saved }) {
    if (saved && (await areThere(services, vmid))) return
    const count = await makeCloudInitDrives(services, { author: authorOf(task), work: task }, vmid)
    if (count > 0) task.log('wrote the cloud-init drive')
  },
}
