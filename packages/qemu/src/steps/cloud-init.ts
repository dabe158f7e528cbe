import type { Step } from '@quorate/tasks'
import { makeCloudInitDrives } from '../cloudinit/make-drives.ts'
import { authorOf } from '../procedures/author.ts'
import type { StartContext } from './start-context.ts'

/** What the drive holds is made anew at every start; there is nothing to go back to when the start fails later. */
export const writeCloudInit: Step<StartContext> = {
  name: 'write the cloud-init drive',
  async run({ services, task, vmid }) {
    const count = await makeCloudInitDrives(services, { author: authorOf(task), work: task }, vmid)
    if (count > 0) task.log('wrote the cloud-init drive')
  },
}
