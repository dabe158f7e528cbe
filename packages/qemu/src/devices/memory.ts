import type { PlanContext } from '../plan/plan-context.ts'
import { pciPlace } from '../plan/pci-layout.ts'
import { deviceOption, objectOption } from '../plan/command-text.ts'
import type { DevicePlan, MemoryPlan } from '../plan/vm-plan.ts'

/** `-m`, with NUMA a memory backend and node each, and the modules that are plugged at the start. */
export function memoryOptions({ mebibytes, fixed, nodes, backends, dimms, room }: MemoryPlan): string[] {
  return [
    '-m',
    room === undefined ? String(mebibytes) : `size=${fixed},slots=${room.slots},maxmem=${room.mebibytes}M`,
    ...backends.flatMap((backend, index) => [
      ...objectOption(backend),
      '-numa',
      ['node', `nodeid=${index}`, ...(nodes[index] ?? []).map(range => `cpus=${range}`), `memdev=${backend.id}`].join(','),
    ]),
    ...dimms.flatMap(dimm => [...objectOption(dimm.backend), ...deviceOption(dimm.device)]),
  ]
}

/** undefined: `balloon: 0` */
export function balloonDevice(context: PlanContext): DevicePlan | undefined {
  if (context.config.balloon === 0) return undefined
  return { driver: 'virtio-balloon-pci', id: 'balloon0', ...pciPlace(context.machine.kind, 'balloon0'), 'free-page-reporting': true }
}
