import type { EventHub, NodeStanding } from '@quorate/cluster'
import type { GuestIndex, IndexedGuest } from './guest-index.ts'
import type { GuestMetrics, GuestState } from './guest-state.ts'

/** A guest's row in /cluster/resources. */
export interface GuestRow {
  readonly id: string
  readonly type: 'qemu' | 'lxc'
  readonly node: string
  readonly vmid: number
  readonly name: string
  readonly status: 'running' | 'stopped' | 'unknown'
  readonly template: 0 | 1
  readonly uptime: number
  readonly cpu: number
  readonly maxcpu: number
  readonly mem: number
  readonly maxmem: number
  readonly disk: number
  readonly maxdisk: number
  readonly netin: number
  readonly netout: number
  readonly diskread: number
  readonly diskwrite: number
  readonly memhost?: number
  readonly tags?: string
  readonly lock?: string
  readonly hastate?: string
  readonly pool?: string
  /** Why the config cannot be read. */
  readonly error?: string
  /** Of a guest whose node is down: what it did when it was heard of last. */
  readonly laststatus?: 'running' | 'stopped'
  /** Seconds since the values were true: they are the last ones of a node that is down. */
  readonly age?: number
}

/** What a row says that neither the config nor the guest's state holds. */
export interface RowFacts {
  /** seconds since 1970 */
  readonly now: number
  /** By their names. */
  readonly nodes: ReadonlyMap<string, NodeStanding>
  readonly poolOf?: ReadonlyMap<number, string>
  readonly haStateOf?: ReadonlyMap<number, string>
  /** CPUs of a node, for containers that may use all of them. */
  readonly nodeCpus?: (node: string) => number
}

export function guestName(guest: IndexedGuest): string {
  return guest.summary.name ?? (guest.kind === 'lxc' ? `CT${guest.vmid}` : `VM ${guest.vmid}`)
}

function row(guest: IndexedGuest, state: GuestState | undefined, metrics: GuestMetrics | undefined, facts: RowFacts): GuestRow {
  const { summary, vmid } = guest
  const node = facts.nodes.get(guest.node)
  const age = state && node?.age
  const running = state?.status === 'running'
  const used = running ? metrics : undefined
  const pool = facts.poolOf?.get(vmid)
  const hastate = facts.haStateOf?.get(vmid)
  return {
    id: `${guest.kind}/${vmid}`,
    type: guest.kind,
    node: guest.node,
    vmid,
    name: guestName(guest),
    status: node?.online ? (state?.status ?? 'stopped') : 'unknown',
    template: summary.template ? 1 : 0,
    uptime: running && state.since !== undefined ? Math.max(0, facts.now - (age ?? 0) - state.since) : 0,
    cpu: used?.cpu ?? 0,
    maxcpu: summary.cpus ?? used?.cpus ?? facts.nodeCpus?.(guest.node) ?? 1,
    mem: used?.mem ?? 0,
    maxmem: summary.memory,
    disk: used?.disk ?? 0,
    maxdisk: used?.maxdisk ?? summary.disk,
    netin: used?.netin ?? 0,
    netout: used?.netout ?? 0,
    diskread: used?.diskread ?? 0,
    diskwrite: used?.diskwrite ?? 0,
    ...(used?.memhost !== undefined ? { memhost: used.memhost } : {}),
    ...(summary.tags ? { tags: summary.tags } : {}),
    ...(summary.lock ? { lock: summary.lock } : {}),
    ...(hastate ? { hastate } : {}),
    ...(pool ? { pool } : {}),
    ...(summary.error ? { error: summary.error } : {}),
    ...(state && age !== undefined ? { laststatus: state.status, age } : {}),
  }
}

/** Rows of all guests that `visible` lets through, ascending by vmid. */
export function guestRows(
  index: GuestIndex,
  hub: Pick<EventHub, 'values'>,
  visible: (vmid: number) => boolean,
  facts: RowFacts,
): GuestRow[] {
  const states = hub.values('guest')
  const metrics = hub.values('metrics')
  const rows: GuestRow[] = []
  for (const guest of index.all().values()) {
    if (!visible(guest.vmid)) continue
    const id = String(guest.vmid)
    rows.push(row(guest, states.get(id)?.data as GuestState | undefined, metrics.get(id)?.data as GuestMetrics | undefined, facts))
  }
  return rows
}
