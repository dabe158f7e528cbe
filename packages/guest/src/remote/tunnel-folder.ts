import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { join } from 'node:path'
import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'

/** Streams that a tunnel carries: questions and answers, images, disks of a running guest, its memory, folder trees. */
export const tunnelStreams = ['control', 'images', 'disks', 'memory', 'trees'] as const

export type TunnelStream = (typeof tunnelStreams)[number]

/** A way in for one migration: a folder of sockets that only the holder of the ticket is led to. */
export interface TunnelFolder {
  /** 16 hexadecimal digits */
  readonly id: string
  readonly ticket: string
  socket(stream: TunnelStream): string
}

interface Entry {
  readonly owner: string
  readonly authid: string
  readonly hash: string
}

/** Short: the path of a socket has at most 107 bytes. */
const parent = (host: Host): string => join(host.root.run, 'remote')
const hashOf = (ticket: string) => createHash('sha256').update(ticket).digest('hex')

/** `owner`: whose tunnel it is, as people say it: `VM 100`. Only the ticket's hash is kept. */
export async function makeTunnelFolder(host: Host, owner: string, authid: string): Promise<TunnelFolder> {
  const id = randomBytes(8).toString('hex')
  const ticket = randomBytes(32).toString('base64url')
  const folder = join(parent(host), id)
  await host.files.makeDirectory(parent(host), 0o700)
  await host.files.makeDirectory(folder, 0o700)
  await host.files.writeAtomic(join(folder, 'ticket'), JSON.stringify({ owner, authid, hash: hashOf(ticket) } satisfies Entry), 0o600)
  return { id, ticket, socket: stream => join(folder, stream) }
}

export async function removeTunnelFolder(host: Host, id: string): Promise<void> {
  await host.files.removeTree(join(parent(host), id))
}

/** The socket that a ticket leads to. Fails with 401 unless it was given to this caller for this guest and socket. */
export async function redeemTunnel(host: Host, authid: string, owner: string, socket: string, ticket: string): Promise<string> {
  const prefix = `${parent(host)}/`
  const [id = '', stream = '', ...more] = socket.startsWith(prefix) ? socket.slice(prefix.length).split('/') : []
  const known = /^[0-9a-f]{16}$/.test(id) && tunnelStreams.some(one => one === stream) && more.length === 0
  const text = known ? await host.files.readIfThere(join(parent(host), id, 'ticket')) : undefined
  const entry = text === undefined ? undefined : (JSON.parse(text) as Entry)
  const same = entry !== undefined && timingSafeEqual(Buffer.from(entry.hash), Buffer.from(hashOf(ticket)))
  if (!entry || !same || entry.owner !== owner || entry.authid !== authid)
    throw new Failure(`invalid or expired ticket for a migration of ${owner}`, { status: 401 })
  return join(parent(host), id, stream)
}
