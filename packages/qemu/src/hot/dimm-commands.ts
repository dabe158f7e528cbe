import type { Host } from '@quorate/host'
import type { DimmPlan, HugePagePlan } from '../plan/vm-plan.ts'
import { claimPages, releasePages } from './hot-huge-pages.ts'
import { takingBack } from '@quorate/guest'
import { unplugDevice, type Talk } from './unplug-device.ts'

/** Memory is touched when it comes from huge pages: a second for each GiB. */
const timeoutMs = (mebibytes: number) => 10_000 + mebibytes

/** On failure nothing of it stays. */
export async function plugDimm(client: Talk, host: Host, vmid: number, dimm: DimmPlan, huge: HugePagePlan | undefined): Promise<void> {
  await takingBack(async back => {
    if (huge) {
      const added = await claimPages(host, vmid, huge, dimm)
      back(() => releasePages(host, vmid, huge, added))
    }
    await client.execute('object-add', dimm.backend, { timeoutMs: timeoutMs(dimm.mebibytes) })
    back(() => client.execute('object-del', { id: dimm.backend.id }))
    await client.execute('device_add', dimm.device)
  })
}

/** Fails when the guest does not let go of it. */
export async function unplugDimm(client: Talk, host: Host, vmid: number, dimm: DimmPlan, huge: HugePagePlan | undefined): Promise<void> {
  await takingBack(async back => {
    await unplugDevice(client, dimm.device.id)
    back(() => client.execute('device_add', dimm.device))
    await client.execute('object-del', { id: dimm.backend.id })
  })
  if (huge && !huge.keep) await releasePages(host, vmid, huge, [{ node: undefined, pages: dimm.mebibytes / huge.mebibytes }])
}
