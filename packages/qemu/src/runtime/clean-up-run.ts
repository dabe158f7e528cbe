import { type EndReport, tryHook } from '@quorate/guest'
import { removeMediated } from '@quorate/hardware'
import { unplugGuestNic } from '@quorate/network'
import { failureText } from '@quorate/schema'
import type { QemuServices } from '../services.ts'
import { stopTpm } from './swtpm.ts'
import { cleanUpHugePages } from './clean-up-huge-pages.ts'
import { cleanUpSharedMemory } from './clean-up-shared-memory.ts'
import { cgroupOf, readRecord, removeRunFiles } from './run-record.ts'
import { stopAllVirtiofsd } from './virtiofsd.ts'
import { placeHere } from '../procedures/place-here.ts'

/**
 * Takes away all that a run of a guest left on this machine, when its process has ended: taps, TPM, control group,
 * temporary files, sockets; then the hook script is told. May be called at any time after, any number of times. Every
 * part is tried; what failed is told. A hook script that is broken off leaves the note of the run: it is told again.
 */
export async function cleanUpRun(
  services: Pick<QemuServices, 'host' | 'storage' | 'store'>,
  vmid: number,
  report: EndReport,
): Promise<void> {
  const { host } = services
  const record = await readRecord(host, vmid)
  const attempt = async (what: string, work: () => Promise<void>) => {
    try {
      await work()
    } catch (error) {
      report.warn(`VM ${vmid}: ${what}: ${failureText(error)}`)
    }
  }
  for (const index of record?.taps ?? []) await attempt(`could not unplug net${index}`, () => unplugGuestNic(host, { vmid, index }))
  await attempt('could not stop sharing its folders', () => stopAllVirtiofsd(host, vmid))
  for (const device of record?.mediated ?? [])
    await attempt(`could not remove its mediated device of ${device.address}`, () => removeMediated(host.kernel, device))
  await attempt('could not stop its TPM', () => stopTpm(host, vmid))
  await attempt('could not remove its control group', () => host.cgroups.remove(cgroupOf(vmid)))
  for (const copy of record?.copies ?? []) await attempt(`could not remove ${copy}`, () => host.files.remove(copy))
  if (record) await attempt('could not give its huge pages back', () => cleanUpHugePages(host, record))
  if (record) await attempt('could not remove the memory that it shared', () => cleanUpSharedMemory(host, record))
  if (record?.volumes.length) await attempt('could not release its volumes', () => services.storage.deactivate(record.volumes))
  if (record) await tryHook(services, placeHere(services, vmid), 'post-stop', report)
  if (!report.signal.aborted) await removeRunFiles(host, vmid)
}
