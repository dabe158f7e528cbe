import type { PlanContext } from '../plan/plan-context.ts'
import type { ObjectPlan } from '../plan/vm-plan.ts'
import type { HugePageMebibytes } from './huge-page-size.ts'
import type { NumaNode } from './numa-nodes.ts'
import { virtiofsKeys } from './virtiofs.ts'

/** Where huge pages of a guest are mounted while it runs. */
export function hugePageFolder({ facts }: Pick<PlanContext, 'facts'>): string {
  return `${facts.paths.run}/${facts.vmid}.hugepages`
}

/** The memory of one NUMA node, or of one module in it. */
export function memoryBackend(
  context: PlanContext,
  id: string,
  mebibytes: number,
  page: HugePageMebibytes | undefined,
  node: Pick<NumaNode, 'hostNodes' | 'policy'>,
): ObjectPlan {
  const size = mebibytes * 2 ** 20
  const place = node.hostNodes === undefined ? {} : { 'host-nodes': node.hostNodes, policy: node.policy ?? 'preferred' }
  // Other programs (virtiofsd) share it with QEMU.
  const shared = virtiofsKeys(context.config).length > 0
  if (page === undefined && shared) return { 'qom-type': 'memory-backend-memfd', id, size, share: true, ...place }
  if (page === undefined) return { 'qom-type': 'memory-backend-ram', id, size, ...place }
  return { 'qom-type': 'memory-backend-file', id, size, 'mem-path': hugePageFolder(context), share: true, prealloc: true, ...place }
}
