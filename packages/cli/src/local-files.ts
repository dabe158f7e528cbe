import { createReadStream } from 'node:fs'
import { mkdtemp, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '@quorate/schema/failure'
import { UsageFailure } from './read-arguments.ts'
import type { LocalOwnership, OpenedFile } from './terminal.ts'

const plainMode = 0o644
/** On a disk, other than /tmp may be. */
const largeFiles = '/var/tmp'

export async function openLocalFile(path: string): Promise<OpenedFile> {
  try {
    const stats = await stat(path)
    if (stats.isDirectory()) throw new UsageFailure(`cannot read '${path}': it is a directory`)
    return { ...(stats.isFile() && { size: stats.size }), content: createReadStream(path, { highWaterMark: 1 << 20 }) }
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new UsageFailure(`cannot read '${path}': ${(error as Error).message}`)
  }
}

/** Number of a user or group of this machine. */
async function idIn(file: '/etc/passwd' | '/etc/group', name: string): Promise<number> {
  if (/^(?:0|[1-9]\d{0,9})$/.test(name)) return Number(name)
  const line = (await readFile(file, 'utf8')).split('\n').find(entry => entry.startsWith(`${name}:`))
  const id = Number(line?.split(':')[2])
  if (line === undefined || !Number.isSafeInteger(id))
    throw new UsageFailure(`there is no ${file === '/etc/passwd' ? 'user' : 'group'} '${name}' on this node`)
  return id
}

/** Writes a file whole or not at all: under another name first. */
export async function saveLocalFile(
  path: string,
  content: AsyncIterable<Uint8Array>,
  { user, group, mode }: LocalOwnership,
): Promise<void> {
  const uid = user === undefined ? -1 : await idIn('/etc/passwd', user)
  const gid = group === undefined ? -1 : await idIn('/etc/group', group)
  const draft = `${path}.${process.pid}.part`
  try {
    {
      await using file = await open(draft, 'wx', 0o600)
      for await (const bytes of content) await file.writeFile(bytes)
      if (uid !== -1 || gid !== -1) await file.chown(uid, gid)
      await file.chmod(mode ?? plainMode & ~process.umask())
      await file.sync()
    }
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    if (error instanceof Failure) throw error
    throw new Failure(`cannot write '${path}'`, { cause: error })
  }
}

/** Keeps bytes in a file of its own folder, which only this user can enter. */
export async function keepBytes(content: AsyncIterable<Uint8Array>): Promise<AsyncDisposable & { readonly path: string }> {
  const folder = await mkdtemp(join(largeFiles, 'quorate-input-'))
  const path = join(folder, 'input')
  const remove = async () => await rm(folder, { recursive: true, force: true })
  try {
    await using file = await open(path, 'wx', 0o600)
    for await (const bytes of content) await file.writeFile(bytes)
  } catch (error) {
    await remove()
    throw new Failure(`standard input cannot be kept in ${largeFiles}`, { cause: error })
  }
  return { path, [Symbol.asyncDispose]: remove }
}

/** A folder that only this user can enter. */
export async function workFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp('/tmp/quorate-work-')
  return { path, [Symbol.asyncDispose]: async () => await rm(path, { recursive: true, force: true }) }
}
