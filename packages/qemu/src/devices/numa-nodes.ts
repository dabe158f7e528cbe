import type { numaNode } from '@quorate/contract/qemu/numa'
import { Failure, type Static } from '@quorate/schema'
import type { PlanContext } from '../plan/plan-context.ts'
import type { VmConfig } from '../plan/vm-config.ts'
import { topologyOf } from './topology.ts'

/** A NUMA node as the guest sees it, with the memory that is there from the start. */
export interface NumaNode {
  readonly cpus: readonly string[]
  readonly mebibytes: number
  /** Nodes of the host that its memory shall come from. */
  readonly hostNodes: readonly number[] | undefined
  readonly policy: 'preferred' | 'bind' | 'interleave' | undefined
}

const most = 8

/** The nodes of the numaN keys, or one for each socket; `total` MiB together, each a multiple of `unit`. */
export function numaNodes({ config, facts }: PlanContext, total: number, unit: number): NumaNode[] {
  const given = givenNodes(config, facts.host.numaNodes)
  if (given.length) {
    const sum = given.reduce((all, node) => all + node.mebibytes, 0)
    if (sum !== total) throw new Failure(`the numa keys hold ${sum} MiB together, but there are ${total} MiB at the start: make them equal`)
    return given
  }
  const { sockets, cores } = topologyOf(config)
  const share = Math.floor(total / sockets / unit) * unit
  if (share === 0) throw new Failure(`memory: ${total} MiB cannot be spread over ${sockets} sockets in parts of ${unit} MiB`)
  return Array.from({ length: sockets }, (_, socket) => ({
    cpus: [cores === 1 ? String(socket) : `${socket * cores}-${socket * cores + cores - 1}`],
    mebibytes: socket === 0 ? total - share * (sockets - 1) : share,
    hostNodes: undefined,
    policy: undefined,
  }))
}

function givenNodes(config: VmConfig, present: readonly number[] | undefined): NumaNode[] {
  const nodes: NumaNode[] = []
  for (let index = 0; index < most; index++) {
    const node = config[`numa${index}`] as Static<typeof numaNode> | undefined
    if (!node) continue
    if (node.memory === undefined) throw new Failure(`numa${index}: names no memory`)
    const hostNodes = node.hostnodes === undefined ? undefined : numbersOf(node.hostnodes)
    const absent = hostNodes?.find(number => present && !present.includes(number))
    if (absent !== undefined) throw new Failure(`numa${index}: hostnodes: this node has no NUMA node ${absent}`)
    nodes.push({ cpus: node.cpus.split(';'), mebibytes: node.memory, hostNodes, policy: node.policy })
  }
  return nodes
}

/** `0-2;5` */
function numbersOf(ranges: string): number[] {
  return ranges.split(';').flatMap(range => {
    const [from, to] = range.split('-').map(Number) as [number, number?]
    return Array.from({ length: (to ?? from) - from + 1 }, (_, at) => from + at)
  })
}
