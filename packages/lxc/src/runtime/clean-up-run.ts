import { type EndReport, tryHook } from '@quorate/guest'
import { unplugContainerNic } from '@quorate/network'
import type { Host } from '@quorate/host'
import { failureText } from '@quorate/schema'
import { placeHere } from '../place-here.ts'
import { vethName } from '../plan/network.ts'
import type { LxcServices } from '../services.ts'
import { unmountTree } from '../volumes/mount-tree.ts'
import { containerGroups } from './container-groups.ts'
import { deviceFolder } from './lxc-paths.ts'
import { readRecord, removeRunFiles } from './run-record.ts'
import { findMonitor } from './running-container.ts'

/** One that a crash of ours left in the middle of a start, or of an end. */
async function endMonitor(host: Host, vmid: number): Promise<void> {
  const monitor = await findMonitor(host, vmid)
  if (!monitor) return
  host.processes.kill(monitor.pid, 'KILL')
  await host.processes.ended(monitor.pid, { timeoutMs: 5000 })
}

/**
 * Takes away all that a run of a container left on this machine, when its monitor has ended: processes, cards, control
 * groups, mounts, device nodes; then the hook script is told. May be called at any time after, any number of times. Every
 * part is tried; what failed is told. A hook script that is broken off leaves the note of the run: it is told again. The
 * note of a reboot stays.
 */
export async function cleanUpRun(
  services: Pick<LxcServices, 'host' | 'storage' | 'store' | 'runtime'>,
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
  for (const index of record?.nics ?? [])
    await attempt(`could not unplug net${index}`, () => unplugContainerNic(host, { name: vethName(vmid, index) }))
  await attempt('could not unmount its file systems', () => unmountTree(services, vmid))
  await attempt('could not remove its device nodes', () => host.mounts.unmountBelow(deviceFolder(host.root, vmid)))
  const { container, monitor, pivot } = containerGroups(host, vmid)
  await attempt('could not remove its control groups', async () => {
    await host.cgroups.removeAll([container], { kill: true, above: true })
    await host.cgroups.removeAll([monitor, pivot], { above: true })
  })
  if (record?.volumes.length) await attempt('could not release its volumes', () => services.storage.deactivate(record.volumes))
  services.runtime.cpuSets.forget(vmid)
  if (record) await tryHook(services, placeHere(services, vmid), 'post-stop', report)
  if (!report.signal.aborted) await removeRunFiles(host, vmid)
}
