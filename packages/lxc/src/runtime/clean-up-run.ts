import { type EndReport, tryHook } from '@quorate/guest'
import { unplugContainerNic } from '@quorate/network'
import { failureText } from '@quorate/schema'
import { endConsoles } from '../console/end-consoles.ts'
import { placeHere } from '../place-here.ts'
import { vethName } from '../plan/network.ts'
import type { LxcServices } from '../services.ts'
import { unmountTree } from '../volumes/mount-tree.ts'
import { removeGroups } from './container-groups.ts'
import { deviceFolder } from './lxc-paths.ts'
import { readRecord, removeRunFiles } from './run-record.ts'
import { endMonitor } from './running-container.ts'

/**
 * Takes away all that a run of a container left on this machine, when its monitor has ended: processes, consoles, cards, control
 * groups, mounts, device nodes; then the hook script is told. May be called at any time after, any number of times. Every
 * part is tried; what failed is told. A hook script that is broken off leaves the note of the run: it is told again. The
 * note of a reboot stays.
 */
export async function cleanUpRun(
  services: Pick<LxcServices, 'host' | 'storage' | 'store' | 'runtime' | 'endLxcfs'>,
  vmid: number,
  report: EndReport,
): Promise<void> {
  const { host } = services
  const record = await readRecord(host, vmid)
  const attempt = async (what: string, work: () => Promise<void>) => {
    try {
      await work()
    } catch (error) {
      report.warn(`CT ${vmid}: ${what}: ${failureText(error)}`)
    }
  }
  await attempt('could not end LXC', () => endMonitor(host, vmid))
  await attempt('could not end its consoles', () => endConsoles(host, vmid))
  for (const index of record?.nics ?? [])
    await attempt(`could not unplug net${index}`, () => unplugContainerNic(host, { name: vethName(vmid, index) }))
  await attempt('could not unmount its file systems', () => unmountTree(services, vmid))
  await attempt('could not remove its device nodes', () => host.mounts.unmountBelow(deviceFolder(host.root, vmid)))
  await attempt('could not remove its control groups', () => removeGroups(host, vmid))
  if (record?.volumes.length) await attempt('could not release its volumes', () => services.storage.deactivate(record.volumes))
  services.runtime.cpuSets.forget(vmid)
  if (record) await tryHook(services, placeHere(services, vmid), 'post-stop', report)
  if (report.signal.aborted) return
  await removeRunFiles(host, vmid)
  await attempt('could not end lxcfs', async () => services.endLxcfs?.())
}
