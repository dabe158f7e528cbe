import type { EventHub } from '@quorate/cluster'
import { readCpuInfo } from '@quorate/host'

/** Data of the hub's values of kind `node` (id: the node's name). */
export interface NodeState {
  readonly cpu?: number
  /** bytes */
  readonly mem: number
  readonly maxmem: number
  readonly disk: number
  readonly maxdisk: number
  /** seconds */
  readonly uptime: number
}

export interface NodeRow extends Partial<NodeState> {
  readonly id: string
  readonly type: 'node'
  readonly node: string
  readonly status: 'online' | 'unknown'
  readonly level: ''
  readonly maxcpu: number
}

/** Rows of the nodes: alone on one machine that is this one. */
export function nodeRows(node: string, hub: Pick<EventHub, 'values'>): NodeRow[] {
  const state = hub.values('node').get(node)?.data as NodeState | undefined
  return [{ cpu: 0, ...state, id: `node/${node}`, type: 'node', node, status: 'online', level: '', maxcpu: cpuCount() }]
}

let cpus: number | undefined
/** CPUs of this machine; they do not change while it runs. */
function cpuCount(): number {
  cpus ??= readCpuInfo().cpus
  return cpus
}
