import { Failure } from '@quorate/schema'
import { hotplugFeatures } from '../plan/hotplug-features.ts'
import type { PlanContext } from '../plan/plan-context.ts'
import type { DimmPlan, HugePagePlan, MemoryPlan } from '../plan/vm-plan.ts'
import { dimmLayout, UnevenMemory, type Dimm } from './dimm-layout.ts'
import { hugePageSize } from './huge-page-size.ts'
import { hugePageFolder, memoryBackend } from './memory-backend.ts'
import { numaNodes, type NumaNode } from './numa-nodes.ts'
import { memoryRoom } from './physical-bits.ts'
import { topologyOf } from './topology.ts'

const usualMebibytes = 512
/** There from the start when memory can be plugged; the rest is modules. */
const fixedMebibytes = 1024

export function memoryMebibytes(memory: { current?: number } | undefined): number {
  return memory?.current ?? usualMebibytes
}

export function planMemory(context: PlanContext): MemoryPlan {
  const { config } = context
  const total = memoryMebibytes(config.memory)
  const pluggable = hotplugFeatures(config.hotplug).has('memory')
  if (!pluggable && !config.numa) {
    hugePageSize(context, [total])
    return { mebibytes: total, fixed: total, nodes: [], backends: [], dimms: [], room: undefined, hugePages: undefined }
  }
  if (!config.numa) throw new Failure(`hotplug: numa needs to be enabled to plug memory while the guest runs: set 'numa: 1'`)
  const large = pluggable && config.hugepages === '1024'
  const fixed = !pluggable ? total : large ? fixedMebibytes * topologyOf(config).sockets : fixedMebibytes
  const unit = config.hugepages === undefined ? 1 : large ? 1024 : 2
  const nodes = numaNodes(context, Math.min(fixed, total), config.hugepages === '1024' ? 1024 : unit)
  const modules = pluggable ? modulesFor(context, total, fixed, large ? 1024 : 512) : []
  const page = hugePageSize(context, [...nodes.map(node => node.mebibytes), ...modules.map(module => module.mebibytes)])
  const backends = nodes.map((node, index) => memoryBackend(context, `ram-node${index}`, node.mebibytes, page, node))
  const dimms = modules.map((module, index) => planDimm(context, module, index, nodes, page))
  return {
    mebibytes: total,
    fixed,
    nodes: nodes.map(node => node.cpus),
    backends,
    dimms,
    room: pluggable ? memoryRoom(context) : undefined,
    hugePages: page && hugePagePlan(context, page, [...nodes, ...dimms]),
  }
}

function modulesFor(context: PlanContext, total: number, fixed: number, first: number): Dimm[] {
  if (total < fixed) throw new Failure(`memory: ${total} MiB is too little: a guest whose memory can be plugged has at least ${fixed} MiB`)
  const { mebibytes } = memoryRoom(context)
  if (total > mebibytes)
    throw new Failure(
      `memory: ${total} MiB is too much: a guest with this processor whose memory can be plugged has at most ${mebibytes} MiB`,
    )
  try {
    return dimmLayout(total - fixed, first)
  } catch (error) {
    if (!(error instanceof UnevenMemory)) throw error
    const near = [...new Set([fixed + error.below, fixed + error.above])].join(' or ')
    throw new Failure(`memory: ${total} MiB cannot be made of ${fixed} MiB and modules: use ${near} MiB`)
  }
}

/** Modules go round the guest's NUMA nodes. */
function planDimm(
  context: PlanContext,
  module: Dimm,
  index: number,
  nodes: readonly NumaNode[],
  page: HugePagePlan['mebibytes'] | undefined,
): DimmPlan {
  const number = index % nodes.length
  const node = nodes[number] as NumaNode
  return {
    mebibytes: module.mebibytes,
    hostNodes: node.hostNodes,
    backend: memoryBackend(context, `mem-${module.id}`, module.mebibytes, page, node),
    device: { driver: 'pc-dimm', id: module.id, memdev: `mem-${module.id}`, node: number },
  }
}

function hugePagePlan(
  context: PlanContext,
  page: HugePagePlan['mebibytes'],
  parts: readonly Pick<NumaNode, 'mebibytes' | 'hostNodes'>[],
): HugePagePlan {
  return {
    mebibytes: page,
    folder: hugePageFolder(context),
    keep: context.config.keephugepages ?? false,
    needs: parts.map(part => ({ pages: part.mebibytes / page, hostNodes: part.hostNodes })),
  }
}
