import type { Connection } from '../connection.ts'

type Row = Readonly<Record<string, unknown>>

async function rows(connection: Connection, path: string, parameters: Readonly<Record<string, unknown>> = {}): Promise<readonly Row[]> {
  const { data } = await connection.call('GET', path, parameters)
  return Array.isArray(data) ? (data as Row[]) : []
}

const column =
  (path: string, key: string, parameters?: Readonly<Record<string, unknown>>) =>
  async (connection: Connection): Promise<string[]> =>
    (await rows(connection, path, parameters)).map(row => String(row[key] ?? ''))

const storages = column('/storage', 'storage')
const nodes = column('/nodes', 'node')

async function perGuest(connection: Connection, words: readonly string[], below: string, key: string): Promise<string[]> {
  const vmid = words.find(word => /^[1-9]\d{2,8}$/.test(word))
  if (vmid === undefined) return []
  return (await rows(connection, `/nodes/${connection.node}/qemu/${vmid}/${below}`)).map(row => String(row[key] ?? ''))
}

type Values = (connection: Connection, words: readonly string[]) => Promise<readonly string[]>

const snapshots: Values = async (connection, words) =>
  (await perGuest(connection, words, 'snapshot', 'name')).filter(name => name !== 'current')

/** Names that exist now, by the parameter that takes them. */
export const liveValues: Readonly<Record<string, Values>> = {
  vmid: connection => column(`/nodes/${connection.node}/qemu`, 'vmid')(connection),
  newid: async connection => [String((await connection.call('GET', '/cluster/nextid', {})).data)],
  storage: storages,
  statestorage: storages,
  targetstorage: storages,
  node: nodes,
  target: nodes,
  pool: column('/pools', 'poolid'),
  poolid: column('/pools', 'poolid'),
  userid: column('/access/users', 'userid'),
  username: column('/access/users', 'userid'),
  groupid: column('/access/groups', 'groupid'),
  groups: column('/access/groups', 'groupid'),
  roleid: column('/access/roles', 'roleid'),
  roles: column('/access/roles', 'roleid'),
  realm: column('/access/domains', 'realm'),
  upid: connection => column(`/nodes/${connection.node}/tasks`, 'upid', { source: 'all' })(connection),
  snapname: snapshots,
  snapshot: snapshots,
  disk: async (connection, words) =>
    (await perGuest(connection, words, 'pending', 'key')).filter(key => /^(?:(?:ide|sata|scsi|virtio)\d+|efidisk0|tpmstate0)$/.test(key)),
  volume: async connection => {
    const names = await storages(connection)
    const lists = await Promise.all(
      names.map(name => column(`/nodes/${connection.node}/storage/${encodeURIComponent(name)}/content`, 'volid')(connection)),
    )
    return lists.flat()
  },
}
