import { chmodSync, chownSync, rmSync } from 'node:fs'
import type { Server } from 'node:http'
import { createConnection } from 'node:net'
import { Failure } from '@quorate/schema'
import type { SocketAddress } from './options.ts'

/** A socket file that nobody listens on is what a killed process leaves. */
async function removeStale(path: string): Promise<void> {
  const inUse = await new Promise<boolean>(resolve => {
    const probe = createConnection(path)
    probe.once('connect', () => resolve(true)).once('error', () => resolve(false))
    probe.once('connect', () => probe.destroy())
  })
  if (inUse) throw new Failure(`cannot listen on ${path}: another process does`)
  rmSync(path, { force: true })
}

/** Listens on a unix socket that is never open to others, not even between its creation and the change of its mode. */
export async function listen(server: Server, { path, mode, uid, gid }: SocketAddress): Promise<void> {
  await removeStale(path)
  await new Promise<void>((resolve, reject) => {
    server.once('error', cause => reject(new Failure(`cannot listen on ${path}`, { cause })))
    const umask = process.umask(0o777)
    try {
      server.listen(path, resolve)
    } finally {
      process.umask(umask)
    }
  })
  if (uid !== undefined || gid !== undefined) chownSync(path, uid ?? -1, gid ?? -1)
  chmodSync(path, mode)
}
