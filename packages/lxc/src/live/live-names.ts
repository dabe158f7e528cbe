import { rootMount } from '../runtime/lxc-paths.ts'
import { setupAtStart } from '../setup/setup.ts'
import { applyEdits } from '../setup-apply/apply-edits.ts'
import { guestSettings } from '../setup-apply/guest-settings.ts'
import { rootTree } from '../setup-apply/root-tree.ts'
import type { LiveChange, LiveHandler } from './live-change.ts'

/** Brings the files of a running container in line with its config as it will be. */
export async function rewriteFiles({ services: { host }, vmid, before, after }: LiveChange): Promise<void> {
  if (after.config.ostype === 'unmanaged' || after.plan.mounts[0]?.readOnly) return
  using files = host.openRoot(rootMount(host.root, vmid), after.plan.idMap)
  const formerCards = before.plan.nics.map(({ name }) => name)
  await applyEdits(files, setupAtStart(rootTree(files), { ...(await guestSettings(host, vmid, after.config)), formerCards }))
}

/** `nameserver`, `searchdomain`, `timezone`. */
export const liveFiles: LiveHandler = async change => {
  await rewriteFiles(change)
  return true
}

/** `hostname`: what is running sees the new one, too. */
export const liveHostname: LiveHandler = async change => {
  const { services, container, after } = change
  await rewriteFiles(change)
  await services.host.exec('nsenter', [`--uts=/proc/${container.initPid}/ns/uts`, '--', 'hostname', after.plan.hostname])
  return true
}
