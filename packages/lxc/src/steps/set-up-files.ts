import type { Step } from '@quorate/tasks'
import { rootMount } from '../runtime/lxc-paths.ts'
import { setupAtStart } from '../setup/setup.ts'
import { applyEdits } from '../setup-apply/apply-edits.ts'
import { guestSettings } from '../setup-apply/guest-settings.ts'
import { rootTree } from '../setup-apply/root-tree.ts'
import type { StartContext } from './start-context.ts'

/** Brings the container's own files in line with its config: name, network, resolver, terminals. */
export const setUpFiles: Step<StartContext> = {
  name: "set up the container's files",
  async run({ services: { host }, vmid, config, plan }) {
    if (config.ostype === 'unmanaged' || plan.mounts[0]?.readOnly) return
    using files = host.openRoot(rootMount(host.root, vmid), plan.idMap)
    await applyEdits(files, setupAtStart(rootTree(files), await guestSettings(host, vmid, config)))
  },
}
