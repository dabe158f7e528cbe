import { guestOfRow, type Guest, type ResourceRow } from './guest.ts'
import { withStanding, type Standing } from './member-events.ts'
import type { LiveEvent } from './protocol.ts'

export interface NodeRow {
  readonly node: string
  readonly status: 'online' | 'offline' | 'unknown'
  /** 0 to 1 */
  readonly cpu: number
  readonly maxcpu: number
  /** bytes */
  readonly mem: number
  readonly maxmem: number
  readonly disk: number
  readonly maxdisk: number
  /** seconds since 1970 when it started; 0: it is not known */
  readonly since: number
  /** seconds since 1970 when it was there last; only while it is down */
  readonly lostSince?: number
}

export interface StorageRow {
  /** `pve/local` */
  readonly id: string
  readonly storage: string
  readonly node: string
  readonly type: string
  readonly content: readonly string[]
  readonly shared: boolean
  readonly active: boolean
  /** Whether it could be used when its node was there last; only while that is down. */
  readonly lastActive?: boolean
  /** bytes */
  readonly used: number
  readonly total: number
}

/** Everything that lists and trees show. Each map is replaced when one of its rows changes. */
export interface InventoryState {
  /** False until the first list has come. */
  readonly loaded: boolean
  readonly guests: ReadonlyMap<number, Guest>
  readonly nodes: ReadonlyMap<string, NodeRow>
  readonly storages: ReadonlyMap<string, StorageRow>
  readonly pools: readonly string[]
  /** Another one when anything but numbers has changed. */
  readonly shape: object
}

export const emptyInventory: InventoryState = {
  loaded: false,
  guests: new Map(),
  nodes: new Map(),
  storages: new Map(),
  pools: [],
  shape: {},
}

/** The inventory of some guests, and of rows of everything else. `now`: seconds since 1970 */
export function inventoryOf(guests: ReadonlyMap<number, Guest>, others: readonly ResourceRow[], now: number): InventoryState {
  const nodes = new Map<string, NodeRow>()
  const storages = new Map<string, StorageRow>()
  const pools: string[] = []
  for (const row of others) {
    if (row.type === 'node' && row.node) nodes.set(row.node, nodeOf(row, now))
    else if (row.type === 'storage' && row.node && row.storage) storages.set(`${row.node}/${row.storage}`, storageOf(row))
    else if (row.type === 'pool' && row.pool) pools.push(row.pool)
  }
  return { loaded: true, guests, nodes, storages, pools: pools.toSorted(), shape: {} }
}

function nodeOf(row: ResourceRow, now: number): NodeRow {
  return {
    node: row.node ?? '',
    status: (row.status ?? 'unknown') as NodeRow['status'],
    cpu: row.cpu ?? 0,
    maxcpu: row.maxcpu ?? 0,
    mem: row.mem ?? 0,
    maxmem: row.maxmem ?? 0,
    disk: row.disk ?? 0,
    maxdisk: row.maxdisk ?? 0,
    since: row.uptime ? now - (row.age ?? 0) - row.uptime : 0,
    ...(row.status === 'offline' && { lostSince: now - (row.age ?? 0) }),
  }
}

function storageOf(row: ResourceRow): StorageRow {
  return {
    id: `${row.node}/${row.storage}`,
    storage: row.storage ?? '',
    node: row.node ?? '',
    type: row.plugintype ?? '',
    content: (row.content ?? '').split(',').filter(Boolean),
    shared: row.shared === 1,
    active: row.status === 'available',
    // Only what could be used was measured.
    ...(row.age !== undefined && { lastActive: row.maxdisk !== undefined }),
    used: row.disk ?? 0,
    total: row.maxdisk ?? 0,
  }
}

interface Told {
  readonly id: string
  readonly value: Record<string, unknown> | null
}

/**
 * The inventory after some events, and the guests of which more must be asked than the events say; `anew`: all must be,
 * for there is a node of which nothing is known.
 */
export function withEvents(
  before: InventoryState,
  events: readonly LiveEvent[],
): { readonly state: InventoryState; readonly ask: ReadonlySet<number>; readonly anew: boolean } {
  let state = before
  let anew = false
  const ask = new Set<number>()
  let guests: Map<number, Guest> | undefined
  let nodes: Map<string, NodeRow> | undefined
  let storages: Map<string, StorageRow> | undefined
  let reshaped = false
  // Who follows it is told of changes only.
  const whole = (): InventoryState =>
    (guests ?? nodes ?? storages)
      ? { ...state, ...(guests && { guests }), ...(nodes && { nodes }), ...(storages && { storages }), ...(reshaped && { shape: {} }) }
      : state
  const change = (vmid: number, change: (guest: Guest) => Guest) => {
    const guest = (guests ?? state.guests).get(vmid)
    if (!guest) return ask.add(vmid)
    const changed = change(guest)
    if (changed === guest) return undefined
    guests ??= new Map(state.guests)
    return guests.set(vmid, changed)
  }
  const take = (row: NumberRow) => {
    const [id, first, second, third] = row
    if (typeof id === 'number') return change(id, guest => withNumbers(guest, row))
    const [area, ...rest] = id.split('/')
    const key = rest.join('/')
    const node = area === 'node' && (nodes ?? state.nodes).get(key)
    if (node && first !== undefined)
      (nodes ??= new Map(state.nodes)).set(key, { ...node, cpu: first ?? 0, mem: (second ?? 0) * mebibyte, disk: (third ?? 0) * mebibyte })
    const storage = area === 'storage' && (storages ?? state.storages).get(key)
    if (storage && first !== undefined)
      (storages ??= new Map(state.storages)).set(key, { ...storage, used: (first ?? 0) * mebibyte, total: (second ?? 0) * mebibyte })
    return undefined
  }
  for (const { type, data } of events) {
    const { id, value } = data as Told
    if (type !== 'metrics') reshaped = true
    if (type === 'member') {
      const standing = withStanding(whole(), id, value as Standing | null)
      if (standing) state = standing
      else anew = true
      guests = nodes = storages = undefined
    } else if (type === 'guest' && value)
      change(Number(id), guest => withState(guest, value, (nodes ?? state.nodes).get(String(value.node))))
    else if (type === 'guest' && (guests ?? state.guests).has(Number(id))) (guests ??= new Map(state.guests)).delete(Number(id))
    else if (type === 'metrics') for (const row of (data as Numbers).rows) take(row)
    else if (type === 'config') {
      const vmid = /\/(?:qemu-server|lxc)\/(\d+)\.conf$/.exec(id)?.[1]
      if (vmid !== undefined) ask.add(Number(vmid))
    }
  }
  return { state: whole(), ask, anew }
}

function withState({ lastStatus: _before, ...guest }: Guest, value: Record<string, unknown>, node: NodeRow | undefined): Guest {
  const running = value.status === 'running'
  const paused = running && value.qmpstatus === 'paused'
  const status = paused ? 'paused' : (value.status as Guest['status'])
  return {
    ...guest,
    node: String(value.node ?? guest.node),
    ...(node?.status === 'offline' ? { status: 'unknown', lastStatus: status } : { status }),
    lock: String(value.lock ?? ''),
    since: Number(value.since ?? 0),
    ...(!running && { cpu: 0, mem: 0 }),
  }
}

/** Event of type `metrics`: the numbers of one moment, as the declaration of the stream describes them. */
interface Numbers {
  readonly rows: readonly NumberRow[]
}
type NumberRow = readonly [id: number | string, ...numbers: (number | null)[]]

const mebibyte = 2 ** 20

/** The same guest when these are the numbers that are shown already: most guests do little. */
function withNumbers(guest: Guest, [, cpu, mem, disk]: NumberRow): Guest {
  const sameDisk = disk === null || disk === undefined || disk === Math.round(guest.disk / mebibyte)
  if (sameDisk && (cpu ?? 0) === Math.round(guest.cpu * 1000) / 1000 && (mem ?? 0) === Math.round(guest.mem / mebibyte)) return guest
  return { ...guest, cpu: cpu ?? 0, mem: (mem ?? 0) * mebibyte, disk: sameDisk ? guest.disk : disk * mebibyte }
}

/** Rows that were asked for take the place of what is known; guests asked for and not answered are gone. */
export function withRows(state: InventoryState, asked: ReadonlySet<number>, rows: readonly ResourceRow[], now: number): InventoryState {
  const guests = new Map(state.guests)
  for (const vmid of asked) guests.delete(vmid)
  for (const row of rows) {
    const guest = guestOfRow(row, now)
    if (guest) guests.set(guest.vmid, guest)
  }
  return { ...state, guests, shape: {} }
}
