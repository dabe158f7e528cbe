import { unplugGuestNic } from '@quorate/network'
import { failureText } from '@quorate/schema'
import type { QemuServices } from '../services.ts'
import { stopTpm } from '../steps/tpm.ts'
import { cgroupOf, readRecord, removeRunFiles } from './run-record.ts'

/**
 * Takes away all that a run of a guest left on this machine, when its process has ended: taps, TPM, control group,
 * temporary files, sockets. May be called at any time after, any number of times. Every part is tried; what failed is told.
 */
export async function cleanUpRun(
  services: Pick<QemuServices, 'host' | 'storage'>,
  vmid: number,
  warn: (text: string) => void,
): Promise<void> {
  const { host } = services
  const record = await readRecord(host, vmid)
  const attempt = async (what: string, work: () => Promise<void>) => {
    try {
      await work()
    } catch (error) {
      warn(`VM ${vmid}: ${what}: ${failureText(error)}`)
    }
  }
  for (const index of record?.taps ?? []) await attempt(`could not unplug net${index}`, () => unplugGuestNic(host, { vmid, index }))
  await attempt('could not stop its TPM', () => stopTpm(host, vmid))
  await attempt('could not remove its control group', () => host.cgroups.remove(cgroupOf(vmid)))
  for (const copy of record?.copies ?? []) await attempt(`could not remove ${copy}`, () => host.files.remove(copy))
  if (record?.volumes.length) await attempt('could not release its volumes', () => services.storage.deactivate(record.volumes))
  await removeRunFiles(host, vmid)
}
