import type { EventHub } from '@quorate/cluster'
import type { GuestIndex, IndexedGuest } from './guest-index.ts'
import type { GuestState } from './guest-state.ts'

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
}

/** What a row says that neither the config nor the guest's state holds. */
export interface RowFacts {
  /** seconds since 1970 */
  readonly now: number
  readonly poolOf?: ReadonlyMap<number, string>
  readonly haStateOf?: ReadonlyMap<number, string>
  /** CPUs of a node, for containers that may use all of them. */
  readonly nodeCpus?: (node: string) => number
}

export function guestName(guest: IndexedGuest): string {
  return guest.summary.name ?? (guest.kind === 'lxc' ? `CT${guest.vmid}` : `VM ${guest.vmid}`)
}

function row(guest: IndexedGuest, state: GuestState | undefined, facts: RowFacts): GuestRow {
  const { summary, vmid } = guest
  const running = state?.status === 'running'
  const pool = facts.poolOf?.get(vmid)
  const hastate = facts.haStateOf?.get(vmid)
  return {
    id: `${guest.kind}/${vmid}`,
    type: guest.kind,
    node: guest.node,
    vmid,
    name: guestName(guest),
    status: state?.status ?? 'stopped',
    template: summary.template ? 1 : 0,
    uptime: running && state.since !== undefined ? Math.max(0, facts.now - state.since) : 0,
    cpu: (running && state.cpu) || 0,
    maxcpu: summary.cpus ?? facts.nodeCpus?.(guest.node) ?? 1,
    mem: (running && state.mem) || 0,
    maxmem: summary.memory,
    disk: state?.disk ?? 0,
    maxdisk: summary.disk,
    netin: (running && state.netin) || 0,
    netout: (running && state.netout) || 0,
    diskread: (running && state.diskread) || 0,
    diskwrite: (running && state.diskwrite) || 0,
    ...(running && state.memhost !== undefined ? { memhost: state.memhost } : {}),
    ...(summary.tags ? { tags: summary.tags } : {}),
    ...(summary.lock ? { lock: summary.lock } : {}),
    ...(hastate ? { hastate } : {}),
    ...(pool ? { pool } : {}),
    ...(summary.error ? { error: summary.error } : {}),
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
  const rows: GuestRow[] = []
  for (const guest of index.all().values()) {
    if (visible(guest.vmid)) rows.push(row(guest, states.get(String(guest.vmid))?.data as GuestState | undefined, facts))
  }
  return rows
}
