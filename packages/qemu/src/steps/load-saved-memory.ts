import { Failure } from '@quorate/schema'
import type { Step } from '@quorate/tasks'
import { loadState } from '../state/incoming-state.ts'
import { stateSocket } from '../state/save-memory.ts'
import { stateVolumePath } from '../state/state-volume.ts'
import type { StartContext } from './start-context.ts'

/** A guest that goes on from saved memory gets it here. It stands still afterwards. */
export const loadSavedMemory: Step<StartContext> = {
  name: 'load the saved memory',
  async run({ services, task, vmid, saved }) {
    if (!saved) return
    task.log(`loading the memory from ${saved.volid}`)
    try {
      const path = await stateVolumePath(services, saved.volid)
      await services.runtime.qmp(vmid, client => loadState(services.host, client, path, stateSocket(services, vmid)))
      await services.storage.deactivate([saved.volid])
    } catch (error) {
      throw new Failure(`VM ${vmid} cannot go on from its saved memory: ${saved.advice}`, { cause: error })
    }
  },
}
