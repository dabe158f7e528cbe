import { Reply, type Implementation } from '@quorate/contract'
import { Failure, splitList } from '@quorate/schema'
import type { AnswerOf } from '../../../packages/web/src/api/endpoints.ts'
import { answering } from './answering.ts'
import { clusterAnswers } from './cluster-answers.ts'
import type { Datacenter, GuestRow, ResourceRow } from './datacenter.ts'

const gibibyte = 2 ** 30

function guestColumns(rows: readonly GuestRow[]): AnswerOf<'GET /cluster/inventory'>['guests'] {
  return {
    vmid: rows.map(row => row.vmid),
    type: rows.map(row => row.type),
    name: rows.map(row => row.name),
    node: rows.map(row => row.node),
    status: rows.map(row => row.status),
    template: rows.map(row => row.template ?? 0),
    tags: rows.map(row => row.tags ?? ''),
    pool: rows.map(row => row.pool ?? ''),
    lock: rows.map(row => row.lock ?? ''),
    hastate: rows.map(row => row.hastate ?? ''),
    laststatus: rows.map(row => row.laststatus ?? ''),
    cpu: rows.map(row => Number((row.cpu ?? 0).toFixed(3))),
    maxcpu: rows.map(row => row.maxcpu),
    mem: rows.map(row => row.mem ?? 0),
    maxmem: rows.map(row => row.maxmem),
    disk: rows.map(row => row.disk ?? 0),
    maxdisk: rows.map(row => row.maxdisk),
    uptime: rows.map(row => row.uptime ?? 0),
    age: rows.map(row => row.age ?? 0),
  }
}

/** What a datacenter answers. `change` is told of a guest's new row. */
export function fakeAnswers(datacenter: Datacenter, change: (row: GuestRow) => void): Implementation[] {
  let stored = { value: '{}', revision: 0 }
  const guest = (vmid: number): GuestRow => {
    const row = datacenter.guests.get(vmid)
    if (!row) throw new Failure(`there is no guest ${vmid}`, { status: 404 })
    return row
  }
  const aged = (node: string) => {
    const since = datacenter.lost.get(node)
    return since === undefined ? {} : { age: Math.floor(Date.now() / 1000) - since }
  }
  const shown = (row: GuestRow): GuestRow =>
    datacenter.lost.has(row.node) ? { ...row, status: 'unknown', laststatus: row.status, ...aged(row.node) } : row
  const guests = () => [...datacenter.guests.values()].map(shown)
  const nodeRow = (node: string): ResourceRow => ({
    id: `node/${node}`,
    type: 'node',
    node,
    status: datacenter.lost.has(node) ? 'offline' : 'online',
    ...aged(node),
    level: '',
    cpu: 0.4,
    maxcpu: 128,
    mem: 700 * gibibyte,
    maxmem: 1024 * gibibyte,
    disk: 20 * gibibyte,
    maxdisk: 96 * gibibyte,
    uptime: 1_000_000,
  })
  const others = (): ResourceRow[] => [
    ...datacenter.pools.map((pool): ResourceRow => ({ id: `/pool/${pool}`, type: 'pool', pool })),
    ...datacenter.nodes.map(nodeRow),
    ...datacenter.storages.map(row => (datacenter.lost.has(row.node ?? '') ? { ...row, status: 'unknown', ...aged(row.node ?? '') } : row)),
  ]
  const config = ({ name, maxcpu, tags }: GuestRow) => ({
    cores: maxcpu,
    digest: '0'.repeat(40),
    ...(tags !== undefined && { tags }),
    name,
  })
  const state = ({ vmid, name, status, cpu = 0, maxmem, mem = 0, maxdisk, uptime = 0 }: GuestRow) => {
    const known = status === 'running' ? ('running' as const) : ('stopped' as const)
    return { vmid, name, status: known, cpu, maxmem, mem, maxdisk, uptime, ha: {} }
  }
  const moments = () => Array.from({ length: 70 }, (_, at) => ({ time: 1_700_000_000 + at * 60, cpu: (at % 10) / 10, mem: gibibyte }))
  const session = () => ({
    username: 'root@pam',
    CSRFPreventionToken: 'fake',
    cap: {},
    clustername: 'measured',
    expire: Math.floor(Date.now() / 1000) + 7200,
  })
  return [
    answering('POST /access/session', () => new Reply(session(), {}, { ticket: 'fake' })),
    answering('DELETE /access/session', () => new Reply(null, {}, {})),
    answering('GET /access/domains', () => [{ realm: 'pam', type: 'pam', comment: 'Linux' }]),
    answering('GET /access/preferences', () => stored),
    answering('PUT /access/preferences', ({ value }) => {
      stored = { value, revision: stored.revision + 1 }
      return { revision: stored.revision }
    }),
    answering('GET /cluster/resources', () => [...guests(), ...others()]),
    answering('GET /cluster/inventory', () => ({ guests: guestColumns(guests()), others: others() })),
    answering('GET /cluster/guests', ({ vmids }) => splitList(vmids).flatMap(vmid => datacenter.guests.get(Number(vmid)) ?? [])),
    answering('GET /cluster/tasks', () => []),
    ...clusterAnswers(datacenter),
    answering('GET /cluster/options', () => ({})),
    answering('GET /nodes/{node}/qemu/{vmid}/status/current', ({ vmid }) => state(guest(vmid))),
    answering('GET /nodes/{node}/lxc/{vmid}/status/current', ({ vmid }) => state(guest(vmid))),
    answering('GET /nodes/{node}/qemu/{vmid}/config', ({ vmid }) => config(guest(vmid))),
    answering('GET /nodes/{node}/qemu/{vmid}/rrddata', moments),
    answering('GET /nodes/{node}/lxc/{vmid}/rrddata', moments),
    answering('PUT /nodes/{node}/qemu/{vmid}/config', ({ vmid, name }) => {
      change({ ...guest(vmid), ...(name !== undefined && { name }) })
      return null
    }),
  ]
}
