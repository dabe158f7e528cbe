import type { AnswerOf } from '../api/endpoints.ts'

export type ResourceRow = AnswerOf<'GET /cluster/resources'>[number]

/** A VM or container as lists show it. Never changed in place: a change makes a new one. */
export interface Guest {
  readonly vmid: number
  readonly kind: 'qemu' | 'lxc'
  readonly name: string
  readonly node: string
  readonly status: 'running' | 'stopped' | 'paused' | 'suspended' | 'unknown'
  /** What it did when its node was there last; only while that is down. */
  readonly lastStatus?: Guest['status']
  readonly template: boolean
  readonly tags: readonly string[]
  readonly pool: string
  readonly lock: string
  readonly haState: string
  /** 0 to 1, of its own processors */
  readonly cpu: number
  readonly maxcpu: number
  /** bytes */
  readonly mem: number
  readonly maxmem: number
  readonly disk: number
  readonly maxdisk: number
  /** seconds since 1970 when it started; 0: it does not run */
  readonly since: number
}

const noTags: readonly string[] = []
/** Thousands of guests have the same few sets of tags. */
const tagSets = new Map<string, readonly string[]>()

export function splitTags(tags: string | undefined): readonly string[] {
  if (!tags) return noTags
  const known = tagSets.get(tags)
  if (known) return known
  const split = tags.split(/[;, ]+/).filter(Boolean)
  tagSets.set(tags, split)
  return split
}

const runs = (status: string | undefined) => status === 'running' || status === 'paused'

/** A guest from its row in the list of resources. `now`: seconds since 1970 */
export function guestOfRow(row: ResourceRow, now: number): Guest | undefined {
  if (row.vmid === undefined || (row.type !== 'qemu' && row.type !== 'lxc')) return undefined
  const lastStatus = row.laststatus as Guest['status'] | undefined
  const running = runs(lastStatus ?? row.status)
  return {
    vmid: row.vmid,
    kind: row.type,
    name: row.name ?? '',
    node: row.node ?? '',
    status: (row.status ?? 'unknown') as Guest['status'],
    ...(lastStatus && { lastStatus }),
    template: row.template === 1,
    tags: splitTags(row.tags),
    pool: row.pool ?? '',
    lock: row.lock ?? '',
    haState: row.hastate ?? '',
    cpu: row.cpu ?? 0,
    maxcpu: row.maxcpu ?? 0,
    mem: row.mem ?? 0,
    maxmem: row.maxmem ?? 0,
    disk: row.disk ?? 0,
    maxdisk: row.maxdisk ?? 0,
    since: running && row.uptime ? now - (row.age ?? 0) - row.uptime : 0,
  }
}

type GuestColumns = AnswerOf<'GET /cluster/inventory'>['guests']

/** All guests, from the columns of the inventory. */
export function guestsOfColumns(columns: GuestColumns, now: number): Map<number, Guest> {
  const guests = new Map<number, Guest>()
  for (const [at, vmid] of columns.vmid.entries()) {
    const status = columns.status[at]
    const lastStatus = (columns.laststatus[at] || undefined) as Guest['status'] | undefined
    const uptime = columns.uptime[at] ?? 0
    guests.set(vmid, {
      vmid,
      kind: columns.type[at] as Guest['kind'],
      name: columns.name[at] ?? '',
      node: columns.node[at] ?? '',
      status: (status ?? 'unknown') as Guest['status'],
      ...(lastStatus && { lastStatus }),
      template: columns.template[at] === 1,
      tags: splitTags(columns.tags[at]),
      pool: columns.pool[at] ?? '',
      lock: columns.lock[at] ?? '',
      haState: columns.hastate[at] ?? '',
      cpu: columns.cpu[at] ?? 0,
      maxcpu: columns.maxcpu[at] ?? 0,
      mem: columns.mem[at] ?? 0,
      maxmem: columns.maxmem[at] ?? 0,
      disk: columns.disk[at] ?? 0,
      maxdisk: columns.maxdisk[at] ?? 0,
      since: runs(lastStatus ?? status) && uptime > 0 ? now - (columns.age[at] ?? 0) - uptime : 0,
    })
  }
  return guests
}

/** Where a guest's own methods are called. */
export const guestPath = (guest: Pick<Guest, 'vmid'>): string => `/guests/${guest.vmid}`
