import type { UndoAction } from '@quorate/tasks'
import { closeNodes } from '../../hot/disk-node.ts'
import { cancelJobs, goOn } from '../../hot/end-copies.ts'
import type { QemuServices } from '../../services.ts'

export interface CloneTrace {
  readonly vmid: number
  readonly jobs: readonly string[]
  readonly nodes: readonly string[]
  /** The guest ran when it began: it may have been paused. */
  readonly paused: boolean
}

/** Ends the copying of a running VM that was cut short; its volumes have an undo of their own. */
export function endClone(services: QemuServices): UndoAction {
  return async args => {
    const { vmid, jobs, nodes, paused } = args as unknown as CloneTrace
    if (!(await services.runtime.running(vmid))) return
    await services.runtime.qmp(vmid, async client => {
      await cancelJobs(client, jobs)
      if (paused) await goOn(client)
      await closeNodes(client, nodes)
    })
  }
}
