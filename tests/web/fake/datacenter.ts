import type { AnswerOf } from '../../../packages/web/src/api/endpoints.ts'
import { Chance } from './chance.ts'

export type ResourceRow = AnswerOf<'GET /cluster/resources'>[number]
/** A guest's row, with what every guest has. */
export type GuestRow = ResourceRow & { readonly type: 'qemu' | 'lxc' } & Required<
    Pick<ResourceRow, 'vmid' | 'node' | 'name' | 'status' | 'maxmem' | 'maxcpu' | 'maxdisk'>
  >

export interface Datacenter {
  readonly nodes: readonly string[]
  /** Nodes that are down, with when they were lost, in seconds since 1970. */
  readonly lost: Map<string, number>
  readonly pools: readonly string[]
  /** Kept ascending by number; a changed guest is a new row. */
  readonly guests: Map<number, GuestRow>
  readonly storages: readonly ResourceRow[]
}

const gibibyte = 2 ** 30
const roles = ['web', 'db', 'mail', 'cache', 'build', 'queue', 'proxy', 'log', 'auth', 'shop'] as const
const tagNames = [
  'prod',
  'test',
  'stage',
  'web',
  'db',
  'critical',
  'backup',
  'linux',
  'windows',
  'team-a',
  'team-b',
  'eu',
  'us',
  'legacy',
] as const
const pools = ['billing', 'dev', 'finance', 'infra', 'lab', 'media', 'ops', 'research', 'sales', 'shop', 'support', 'web'] as const

function usage(chance: Chance, maxmem: number, maxdisk: number, container: boolean) {
  const amount = () => chance.below(2 ** 34)
  return {
    uptime: 60 + chance.below(10_000_000),
    cpu: chance.next() ** 3,
    mem: Math.floor(maxmem * (0.1 + 0.9 * chance.next())),
    disk: container ? Math.floor(maxdisk * chance.next()) : 0,
    netin: amount(),
    netout: amount(),
    diskread: amount(),
    diskwrite: amount(),
    memhost: Math.floor(maxmem * (0.1 + 0.9 * chance.next())),
  }
}

const nothingUsed = { uptime: 0, cpu: 0, mem: 0, disk: 0, netin: 0, netout: 0, diskread: 0, diskwrite: 0 }

function guestRow(chance: Chance, vmid: number, nodes: readonly string[]): GuestRow {
  const type = chance.next() < 0.7 ? 'qemu' : 'lxc'
  const template = chance.next() < 0.01
  const running = !template && chance.next() < 0.8
  const maxmem = 2 ** chance.below(6) * gibibyte
  const maxdisk = (8 + chance.below(200)) * gibibyte
  const tags = Array.from({ length: chance.below(4) }, () => chance.one(tagNames))
  return {
    id: `${type}/${vmid}`,
    type,
    node: nodes[chance.below(nodes.length)] ?? 'pve01',
    vmid,
    name: `${chance.one(roles)}-${String(chance.below(2000)).padStart(4, '0')}`,
    status: running ? 'running' : 'stopped',
    template: template ? 1 : 0,
    maxcpu: 2 ** chance.below(5),
    maxmem,
    maxdisk,
    ...(running ? usage(chance, maxmem, maxdisk, type === 'lxc') : nothingUsed),
    ...(tags.length > 0 && { tags: [...new Set(tags)].toSorted().join(';') }),
    ...(chance.next() < 0.6 && { pool: chance.one(pools) }),
    ...(chance.next() < 0.005 && { lock: 'backup' }),
  }
}

function storageRow(chance: Chance, node: string, storage: string, plugintype: string, content: string): ResourceRow {
  const maxdisk = (100 + chance.below(4000)) * gibibyte
  const used = Math.floor(maxdisk * chance.next())
  const shared = plugintype === 'nfs' ? 1 : 0
  return {
    id: `storage/${node}/${storage}`,
    type: 'storage',
    node,
    storage,
    plugintype,
    content,
    shared,
    status: 'available',
    disk: used,
    maxdisk,
  }
}

/** The same datacenter in every run. */
export function makeDatacenter(guestCount: number, nodeCount: number): Datacenter {
  const chance = new Chance(guestCount)
  const nodes = Array.from({ length: nodeCount }, (_, at) => `pve${String(at + 1).padStart(2, '0')}`)
  const guests = new Map(Array.from({ length: guestCount }, (_, at) => [100 + at, guestRow(chance, 100 + at, nodes)]))
  const storages = nodes.flatMap(node => [
    storageRow(chance, node, 'local', 'dir', 'iso,vztmpl,backup'),
    storageRow(chance, node, 'fast', 'lvmthin', 'images,rootdir'),
    storageRow(chance, node, 'archive', 'nfs', 'backup'),
  ])
  return { nodes, lost: new Map(), pools, guests, storages }
}
