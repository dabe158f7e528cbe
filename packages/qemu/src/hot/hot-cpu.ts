import { setTimeout as delay } from 'node:timers/promises'
import { Failure, failureText } from '@quorate/schema'
import type { CpuPlan } from '../plan/vm-plan.ts'
import type { HotHandler } from './hot-change.ts'
import { Partly } from './partly.ts'
import { presentDevices } from './present-objects.ts'
import type { Talk } from './unplug-device.ts'

async function count(client: Talk): Promise<number> {
  return (await client.execute('query-cpus-fast')).length
}

async function grow(client: Talk, wanted: number, plan: CpuPlan): Promise<void> {
  const slots = await client.execute('query-hotpluggable-cpus')
  for (const device of plan.devices) {
    if ((await count(client)) >= wanted) return
    const mine = (props: Readonly<Record<string, number>>) =>
      props['socket-id'] === device['socket-id'] && props['core-id'] === device['core-id'] && (props['thread-id'] ?? 0) === 0
    const slot = slots.find(({ props }) => mine(props))
    if (slot && slot['qom-path'] === undefined) await client.execute('device_add', { ...device, driver: slot.type })
  }
}

/** QEMU tells nothing when a processor is gone: it is looked for, at most this often. */
const looks = 100
const everyMs = 100

async function unplugCpu(client: Talk, id: string): Promise<void> {
  const there = async () => (await presentDevices(client)).has(id)
  if (!(await there())) return
  await client.execute('device_del', { id })
  for (let look = 0; look < looks; look++) {
    if (!(await there())) return
    await delay(everyMs)
  }
  throw new Failure(`the guest did not let go of '${id}' within ${(looks * everyMs) / 1000} s`)
}

/** Takes processors out, the last first, as far as the guest lets go. Those that were no devices at the start stay. */
export async function takeOutCpus(client: Talk, wanted: number, before: CpuPlan): Promise<void> {
  for (const { id } of before.devices.toReversed()) {
    if ((await count(client)) <= wanted) return
    await unplugCpu(client, id)
  }
  const left = await count(client)
  if (left > wanted) {
    throw new Failure(`${left} processors were there when the guest was started without 'cpu' in its hotplug key, and stay`)
  }
}

/** `vcpus`: processors come and go, as far as the guest lets them. */
export const hotCpu: HotHandler = async ({ features, before, after, talk }) => {
  if (!features.has('cpu')) return false
  const wanted = after.cpus.fixed + after.cpus.devices.length
  return await talk(async client => {
    const had = await count(client)
    try {
      if (had < wanted) await grow(client, wanted, after.cpus)
      else if (had > wanted) {
        // QEMU keeps on talking to an emulated processor that is gone, and crashes at the next change of the machine.
        if (!(await client.execute('query-kvm')).enabled)
          throw new Failure(`processors of an emulated guest (kvm: 0) cannot be taken out while it runs: QEMU would crash`)
        await takeOutCpus(client, wanted, before.cpus)
      }
      return true
    } catch (error) {
      const reached = await count(client)
      if (reached === had) throw error
      throw new Partly(String(reached), `the guest has ${reached} processors now, not ${wanted}: ${failureText(error)}`, error)
    }
  })
}
