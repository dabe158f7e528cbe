import { failureText } from '@quorate/schema'
import type { MemoryPlan } from '../plan/vm-plan.ts'
import { plugDimm, unplugDimm } from './dimm-commands.ts'
import type { HotHandler } from './hot-change.ts'
import { Partly } from './partly.ts'
import type { Talk } from './unplug-device.ts'

/** Ids of the modules that a running machine has. */
async function presentDimms(client: Talk): Promise<Set<string>> {
  return new Set((await client.execute('query-memory-devices')).map(({ data }) => String(data['id'])))
}

async function reached(client: Talk, { fixed }: MemoryPlan, plans: readonly MemoryPlan[]): Promise<number> {
  const there = await presentDimms(client)
  const known = new Map(plans.flatMap(plan => plan.dimms).map(dimm => [dimm.device.id, dimm.mebibytes]))
  return [...there].reduce((sum, id) => sum + (known.get(id) ?? 0), fixed)
}

/** `memory`: modules come, and go as far as the guest lets them, the newest first. */
export const hotMemory: HotHandler = async ({ features, services: { host }, vmid, before, after, talk }) => {
  const { memory } = after
  if (!features.has('memory') || before.memory.room === undefined || memory.room === undefined) return false
  return await talk(async client => {
    const there = await presentDimms(client)
    const wanted = new Set(memory.dimms.map(dimm => dimm.device.id))
    const had = await reached(client, memory, [before.memory, memory])
    try {
      for (const dimm of before.memory.dimms.toReversed()) {
        if (there.has(dimm.device.id) && !wanted.has(dimm.device.id)) await unplugDimm(client, host, vmid, dimm, before.memory.hugePages)
      }
      for (const dimm of memory.dimms) if (!there.has(dimm.device.id)) await plugDimm(client, host, vmid, dimm, memory.hugePages)
      return true
    } catch (error) {
      const now = await reached(client, memory, [before.memory, memory])
      if (now === had) throw error
      throw new Partly(String(now), `the guest has ${now} MiB now, not ${memory.mebibytes}: ${failureText(error)}`, error)
    }
  })
}
