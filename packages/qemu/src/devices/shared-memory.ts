import { Failure } from '@quorate/schema'
import { deviceOption, objectOption } from '../plan/command-text.ts'
import { known } from '../plan/known-by-qemu.ts'
import type { PlanContext } from '../plan/plan-context.ts'
import { pciPlace } from '../plan/pci-layout.ts'

/** The file behind the memory; it goes with the run of the guest. undefined: the guest shares none */
export function sharedMemoryFile({ config, facts }: PlanContext): string | undefined {
  return config.ivshmem && `/dev/shm/pve-shm-${config.ivshmem.name ?? facts.vmid}`
}

/** ivshmem: memory that guests of this node share under a name (default: the guest's id). */
export function sharedMemoryOptions(context: PlanContext): string[] {
  const { ivshmem } = context.config
  if (!ivshmem) return []
  if (!Number.isInteger(Math.log2(ivshmem.size)))
    throw new Failure(`ivshmem: size=${ivshmem.size} is no power of two, which memory behind a PCI device must be`)
  return [
    ...objectOption({
      'qom-type': 'memory-backend-file',
      id: 'ivshmem',
      share: true,
      'mem-path': sharedMemoryFile(context),
      size: ivshmem.size * 2 ** 20,
    }),
    ...known(context, 'ivshmem', [
      { driver: 'ivshmem-plain', id: 'ivshmemdev', memdev: 'ivshmem', ...pciPlace(context.machine.kind, 'ivshmem0') },
    ]).flatMap(deviceOption),
  ]
}
