import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { join } from 'node:path'
import { Failure } from '@quorate/schema'
import type { Host } from '@quorate/host'

export interface OpenedConsole {
  readonly ticket: string
  readonly port: number
}

interface Entry {
  readonly owner: string
  readonly target: unknown
  readonly authid: string
  readonly hash: string
  /** milliseconds since 1970 */
  readonly expires: number
}

const firstPort = 5900
const lastPort = 5999
const lifetimeMs = 60_000

function folder(host: Host): string {
  return join(host.root.run, 'consoles')
}

function hashOf(ticket: string): string {
  return createHash('sha256').update(ticket).digest('hex')
}

/**
 * Hands out a ticket and a port number for one connection to a console within a minute. Only the ticket's hash is kept,
 * in a file named for the port, so that the process that answers the connection need not be the one that gave it out.
 * `owner`: whose console it is, as people say it: `VM 100`. `target`: where it leads, for whoever redeems the ticket;
 * kept as JSON.
 */
export async function openConsole(host: Host, authid: string, owner: string, target: unknown): Promise<OpenedConsole> {
  await host.files.makeDirectory(folder(host), 0o700)
  const issued = Math.floor(host.now() / 1000)
    .toString(16)
    .toUpperCase()
  const ticket = `PVEVNC:${issued}::${randomBytes(48).toString('base64')}`
  const entry: Entry = { owner, target, authid, hash: hashOf(ticket), expires: host.now() + lifetimeMs }
  const draft = join(folder(host), `draft-${randomBytes(8).toString('hex')}`)
  await host.files.writeAtomic(draft, JSON.stringify(entry), 0o600)
  try {
    for (let port = firstPort; port <= lastPort; port++) {
      if (await claim(host, draft, port)) return { ticket, port }
    }
  } finally {
    await host.files.remove(draft)
  }
  throw new Failure(`no free console port between ${firstPort} and ${lastPort} - close a console and try again`)
}

async function claim(host: Host, draft: string, port: number): Promise<boolean> {
  const path = join(folder(host), String(port))
  const present = await read(host, path)
  if (present && present.expires > host.now()) return false
  if (present) await host.files.remove(path)
  try {
    await host.files.link(draft, path)
    return true
  } catch (error) {
    if (await host.files.stat(path)) return false
    throw error
  }
}

async function read(host: Host, path: string): Promise<Entry | undefined> {
  const text = await host.files.readIfThere(path)
  return text === undefined ? undefined : (JSON.parse(text) as Entry)
}

/** Redeems a ticket, once, and answers its target. Fails with 401 unless it was given to this caller for this owner and port, and is still fresh. */
export async function redeemConsole(host: Host, authid: string, owner: string, port: number, ticket: string): Promise<unknown> {
  const path = join(folder(host), String(Number(port)))
  const entry = await read(host, path)
  const same = entry !== undefined && timingSafeEqual(Buffer.from(entry.hash), Buffer.from(hashOf(ticket)))
  if (!entry || !same || entry.owner !== owner || entry.authid !== authid || entry.expires <= host.now()) {
    throw new Failure(`invalid or expired console ticket for ${owner} - ask for a new console`, { status: 401 })
  }
  await host.files.remove(path)
  return entry.target
}
