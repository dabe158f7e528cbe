import { randomBytes } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Root } from '@quorate/host'
import { writeAtomic } from '@quorate/host/write-atomic'
import { Failure } from '@quorate/schema/failure'
import { hashPassword, verifyPassword } from '../passwords/password-hash.ts'

const fileOf = (root: Root) => join(root.state, 'root-password')

async function storedHash(root: Root): Promise<string | undefined> {
  try {
    return (await readFile(fileOf(root), 'utf8')).trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Failure(`cannot read the password of root@pam in ${fileOf(root)}`, { cause: error })
  }
}

/** root@pam of a trial installation does not open the machine: it has a password of its own, kept as a hash. */
export async function verifyTrialRootPassword(root: Root, password: string): Promise<boolean> {
  const hash = await storedHash(root)
  return hash !== undefined && (await verifyPassword(password, hash))
}

/**
 * Sets the password of a trial's root@pam. Without a password given, one that is there stays, else one is made up and
 * returned, to be shown once.
 */
export async function setTrialRootPassword(root: Root, password?: string): Promise<{ generated?: string }> {
  if (!root.trial) throw new Failure(`cannot set a trial password: root@pam of ${root.path} is the machine's own root`)
  if (!password && (await storedHash(root))) return {}
  if (password && (await verifyTrialRootPassword(root, password))) return {}
  const chosen = password || randomBytes(12).toString('base64url')
  await mkdir(root.state, { recursive: true, mode: 0o700 })
  await writeAtomic(fileOf(root), `${await hashPassword(chosen)}\n`, 0o600)
  return password ? {} : { generated: chosen }
}
