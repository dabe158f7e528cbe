import { Failure } from '@quorate/schema'
import type { PlanContext } from './plan-context.ts'
import type { DevicePlan, DiskPlan, MemoryPlan, NicPlan } from './vm-plan.ts'

/** What a plan has of each kind of thing that only one part of the guest can have. */
export interface Claims {
  readonly disks: readonly DiskPlan[]
  readonly nics: readonly NicPlan[]
  readonly usb: readonly DevicePlan[]
  readonly memory: Pick<MemoryPlan, 'nodes'>
}

/** Refuses a plan in which two keys claim the same thing; of what QEMU bears, a warning. */
export function checkTwice(context: PlanContext, claims: Claims): void {
  const { config, warnings } = context
  const volumes = new Map<string, DiskPlan>()
  for (const disk of claims.disks) {
    if (disk.node === undefined) continue
    const other = volumes.get(disk.file)
    if (other && !(other.readonly && disk.readonly))
      throw new Failure(`${disk.key}: volume '${disk.file}' is the one of ${other.key} too: two drives would overwrite each other's data`)
    volumes.set(disk.file, disk)
  }
  const state = config.tpmstate0?.file
  const owner = state === undefined ? undefined : volumes.get(state)
  if (owner) throw new Failure(`tpmstate0: volume '${state}' is the one of ${owner.key} too`)
  const ports = new Map<string, string>()
  for (const device of claims.usb.filter(({ driver }) => driver === 'usb-host')) {
    if (device['hostport'] === undefined) continue
    const port = `${device['hostbus']}-${device['hostport']}`
    const other = ports.get(port)
    if (other !== undefined) throw new Failure(`${device.id}: the device at the host's USB port ${port} is the one of ${other} too`)
    ports.set(port, device.id)
  }
  const macs = new Map<string, string>()
  for (const { key, mac } of claims.nics) {
    const other = macs.get(mac.toLowerCase())
    if (other !== undefined)
      warnings.push(`${key}: has the MAC address of ${other}, ${mac}: only one of them will work on the same network`)
    macs.set(mac.toLowerCase(), key)
  }
  const places = new Map<number, number>()
  claims.memory.nodes.forEach((ranges, node) => {
    for (const cpu of ranges.flatMap(cpusOf)) {
      const other = places.get(cpu)
      if (other !== undefined) throw new Failure(`the numa keys put processor ${cpu} into two nodes (${other} and ${node}): name it once`)
      places.set(cpu, node)
    }
  })
}

/** `2-5`, as QEMU counts at most some hundred */
function cpusOf(range: string): number[] {
  const [from = 0, to = from] = range.split('-').map(Number)
  return Array.from({ length: Math.min(Math.max(to - from + 1, 0), 4096) }, (_, at) => from + at)
}
