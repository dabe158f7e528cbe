import { Failure } from '@quorate/schema'
import type { PlanContext } from '../plan/plan-context.ts'

export type HugePageMebibytes = 2 | 1024

/** Size of the huge pages that a guest's memory lies in; undefined: in ordinary ones. `any` takes the largest that divides all `parts` (MiB). */
export function hugePageSize({ config, facts }: PlanContext, parts: readonly number[]): HugePageMebibytes | undefined {
  const wanted = config.hugepages
  if (wanted === undefined) return undefined
  if (!config.numa) throw new Failure(`hugepages: numa needs to be enabled to use hugepages: set 'numa: 1'`)
  const offered = facts.host.hugePages ?? []
  const usable = (size: number) => offered.includes(size) && parts.every(part => part % size === 0)
  if (wanted === 'any') {
    const size = ([1024, 2] as const).find(usable)
    if (size) return size
    throw new Failure(`hugepages: node ${facts.node} has no huge pages that ${parts.join(' + ')} MiB can be made of`)
  }
  const size = Number(wanted) as HugePageMebibytes
  if (!offered.includes(size)) throw new Failure(`hugepages: the processors of node ${facts.node} have no pages of ${size} MiB`)
  if (!usable(size))
    throw new Failure(`hugepages: memory of ${parts.join(' + ')} MiB is not made of whole pages of ${size} MiB: choose a multiple`)
  return size
}
