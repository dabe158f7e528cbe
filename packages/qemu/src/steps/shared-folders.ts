import { Failure } from '@quorate/schema'
import type { Step } from '@quorate/tasks'
import { startVirtiofsd, stopVirtiofsd, virtiofsCommand } from '../runtime/virtiofsd.ts'
import type { StartContext } from './start-context.ts'

/** Refuses folders that are not there, and options that this node's virtiofsd does not have. */
export const checkSharedFolders: Step<StartContext> = {
  name: 'check the shared folders',
  async run({ services: { host }, plan }) {
    for (const shared of plan.sharedFolders) {
      const stat = await host.files.stat(shared.folder)
      if (stat?.kind !== 'directory') {
        throw new Failure(`${shared.key}: ${shared.folder}, which '${shared.tag}' stands for, is no folder on node ${host.root.node}`)
      }
      await virtiofsCommand(host, shared)
    }
  },
}

export const shareFolders: Step<StartContext> = {
  name: 'share folders',
  async run({ services: { host }, vmid, plan }) {
    await using started = new AsyncDisposableStack()
    for (const shared of plan.sharedFolders) {
      await startVirtiofsd(host, vmid, shared)
      started.defer(() => stopVirtiofsd(host, vmid, shared.key))
    }
    const kept = started.move()
    return () => kept.disposeAsync()
  },
}
