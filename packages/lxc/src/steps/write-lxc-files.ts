import type { Step } from '@quorate/tasks'
import { endHookText } from '../runtime/end-hook.ts'
import { lxcConfigPath } from '../runtime/lxc-paths.ts'
import { endHook, seccompFile } from '../runtime/run-record.ts'
import type { StartContext } from './start-context.ts'

/** The files that LXC reads. They go with the run, but for its config, in which people may look later what it was. */
export const writeLxcFiles: Step<StartContext> = {
  name: "write LXC's files",
  async run({ services: { host }, vmid, plan }) {
    const { root, files } = host
    await Promise.all([
      files.writeAtomic(lxcConfigPath(root, vmid), plan.config, 0o600),
      files.writeAtomic(seccompFile(root, vmid), plan.seccomp, 0o600),
      files.writeAtomic(endHook(root, vmid), endHookText(root, vmid), 0o700),
    ])
  },
}
