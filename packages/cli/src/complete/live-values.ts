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

/** What is being typed: the words so far, and the tool, of which only `pct` is about containers. */
export interface Typed {
  readonly tool: string
  readonly words: readonly string[]
}

const guests = ({ node }: Connection, { tool }: Typed) => `/nodes/${node}/${tool === 'pct' ? 'lxc' : 'qemu'}`

async function perGuest(connection: Connection, typed: Typed, below: string, key: string): Promise<string[]> {
  const vmid = typed.words.find(word => /^[1-9]\d{2,8}$/.test(word))
  if (vmid === undefined) return []
  return (await rows(connection, `${guests(connection, typed)}/${vmid}/${below}`)).map(row => String(row[key] ?? ''))
}

type Values = (connection: Connection, typed: Typed) => Promise<readonly string[]>

const snapshots: Values = async (connection, typed) =>
  (await perGuest(connection, typed, 'snapshot', 'name')).filter(name => name !== 'current')

/** Keys of a guest's config that name its volumes. */
const volumeKeys =
  (form: RegExp): Values =>
  async (connection, typed) =>
    (await perGuest(connection, typed, 'pending', 'key')).filter(key => form.test(key))

const volumesWith =
  (contents?: readonly string[]): Values =>
  async connection => {
    const names = await storages(connection)
    const lists = await Promise.all(
      names.map(name => rows(connection, `/nodes/${connection.node}/storage/${encodeURIComponent(name)}/content`)),
    )
    return lists
      .flat()
      .filter(row => contents?.includes(String(row.content)) ?? true)
      .map(row => String(row.volid ?? ''))
  }

/** Names that exist now, by the parameter that takes them. */
export const liveValues: Readonly<Record<string, Values>> = {
  vmid: (connection, typed) => column(guests(connection, typed), 'vmid')(connection),
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
  disk: volumeKeys(/^(?:(?:ide|sata|scsi|virtio|mp)\d+|efidisk0|tpmstate0|rootfs)$/),
  device: volumeKeys(/^(?:mp\d+|rootfs)$/),
  ostemplate: volumesWith(['vztmpl', 'backup']),
  volume: (connection, typed) =>
    typed.tool === 'pct' ? volumeKeys(/^(?:(?:mp|unused)\d+|rootfs)$/)(connection, typed) : volumesWith()(connection, typed),
}
