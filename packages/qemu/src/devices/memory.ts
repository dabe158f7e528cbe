import type { numaNode } from '@quorate/contract/qemu/numa'
import { Failure, type Static } from '@quorate/schema'
import type { PlanContext } from '../plan/plan-context.ts'
import { pciPlace } from '../plan/pci-layout.ts'
import type { DevicePlan } from '../plan/vm-plan.ts'
import { objectOption } from '../plan/command-text.ts'
import { topologyOf } from './topology.ts'

const usualMebibytes = 512

export function memoryMebibytes(memory: { current?: number } | undefined): number {
  return memory?.current ?? usualMebibytes
}

interface NumaNode {
  readonly cpus: string
  readonly mebibytes: number
  readonly hostNodes?: string
  readonly policy?: string
}

/** `-m`, and with `numa: 1` one memory backend and node for each socket, or as the numaN keys say. */
export function memoryOptions(context: PlanContext): string[] {
  const total = memoryMebibytes(context.config.memory)
  if (!context.config.numa) return ['-m', String(total)]
  const nodes = numaNodes(context, total)
  return [
    '-m',
    String(total),
    ...nodes.flatMap((node, index) => [
      ...objectOption({
        'qom-type': 'memory-backend-ram',
        id: `ram-node${index}`,
        size: node.mebibytes * 2 ** 20,
        ...(node.hostNodes === undefined ? {} : { 'host-nodes': numbersOf(node.hostNodes), policy: node.policy ?? 'preferred' }),
      }),
      '-numa',
      `node,nodeid=${index},${node.cpus
        .split(';')
        .map(range => `cpus=${range}`)
        .join(',')},memdev=ram-node${index}`,
    ]),
  ]
}

function numaNodes(context: PlanContext, total: number): NumaNode[] {
  const { config } = context
  const given: NumaNode[] = []
  for (let index = 0; index < 8; index++) {
    const node = config[`numa${index}`] as Static<typeof numaNode> | undefined
    if (!node) continue
    if (node.memory === undefined) throw new Failure(`numa${index}: names no memory`)
    given.push({ cpus: node.cpus, mebibytes: node.memory, hostNodes: node.hostnodes, policy: node.policy })
  }
  if (given.length) {
    const sum = given.reduce((all, node) => all + node.mebibytes, 0)
    if (sum !== total) throw new Failure(`the numa keys hold ${sum} MiB together, but memory is ${total} MiB: make them equal`)
    return given
  }
  const { sockets, cores } = topologyOf(config)
  const share = Math.floor(total / sockets)
  return Array.from({ length: sockets }, (_, socket) => ({
    cpus: cores === 1 ? String(socket) : `${socket * cores}-${socket * cores + cores - 1}`,
    mebibytes: socket === 0 ? total - share * (sockets - 1) : share,
  }))
}

/** `0-2;5` */
function numbersOf(ranges: string): number[] {
  return ranges.split(';').flatMap(range => {
    const [from, to] = range.split('-').map(Number) as [number, number?]
    return Array.from({ length: (to ?? from) - from + 1 }, (_, at) => from + at)
  })
}

/** undefined: `balloon: 0` */
export function balloonDevice(context: PlanContext): DevicePlan | undefined {
  if (context.config.balloon === 0) return undefined
  return { driver: 'virtio-balloon-pci', id: 'balloon0', ...pciPlace(context.machine.kind, 'balloon0'), 'free-page-reporting': true }
}
