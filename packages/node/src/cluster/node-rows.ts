import type { EventHub, NodeStanding } from '@quorate/cluster'

/** Data of the hub's values of kind `node` (id: the node's name). */
export interface NodeState {
  readonly cpu?: number
  readonly maxcpu: number
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
  readonly status: 'online' | 'offline'
  readonly level: ''
  /** Seconds since a node that is down was there last: its values are as old. */
  readonly age?: number
}

/** Rows of all nodes with what each of them told of itself last. */
export function nodeRows(nodes: ReadonlyMap<string, NodeStanding>, hub: Pick<EventHub, 'values'>): NodeRow[] {
  return [...nodes].map(([node, { online, age }]) => {
    const state = hub.values('node').get(node)?.data as NodeState | undefined
    return {
      ...(online && { cpu: 0 }),
      ...state,
      id: `node/${node}`,
      type: 'node',
      node,
      status: online ? 'online' : 'offline',
      level: '',
      ...(age !== undefined && { age }),
    }
  })
}
