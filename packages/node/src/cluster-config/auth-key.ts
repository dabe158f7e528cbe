import { randomBytes } from 'node:crypto'
import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { localKey } from './places.ts'

/** As many as corosync-keygen makes. */
const keyBytes = 256

/** A key of corosync, in base64. */
export const newAuthKey = (): string => randomBytes(keyBytes).toString('base64')

/** The key that this node's corosync has, in base64: it is no text. undefined: there is none. */
export async function readAuthKey(host: Pick<Host, 'exec' | 'files'>): Promise<string | undefined> {
  if (!(await host.files.stat(localKey))) return undefined
  return (await host.exec('base64', ['--wrap=0', '--', localKey])).stdout.trim()
}

export async function requireAuthKey(host: Pick<Host, 'exec' | 'files'>): Promise<string> {
  const key = await readAuthKey(host)
  if (key === undefined) throw new Failure(`this node has no ${localKey} - copy that of another node to it, readable by root only`)
  return key
}

export async function writeAuthKey(host: Pick<Host, 'files'>, base64: string): Promise<void> {
  const key = Buffer.from(base64, 'base64')
  if (key.length < 128 || key.length > 4096)
    throw new Failure('the key of corosync that was received is none: it has to have 128 to 4096 bytes')
  await host.files.writeAtomic(localKey, key, 0o400)
}
