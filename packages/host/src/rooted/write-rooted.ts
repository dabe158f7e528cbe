import { randomBytes } from 'node:crypto'
import { close, closeSync, constants, fchmod, fchown, fsync, openSync, renameSync, rmSync, write } from 'node:fs'
import { promisify } from 'node:util'
import { Failure } from '@quorate/schema'
import { errorCode } from '../files/file-failure.ts'
import { callLibc } from '../libc.ts'
import { asOwner } from './as-owner.ts'
import { idOutside } from './id-map.ts'
import { descriptorPath } from './open-in-root.ts'
import { openFollowed, statAt, type Place } from './place.ts'
import type { IdMap, RootedContent, RootedWriteOptions } from './rooted-files.ts'

const syncFile = promisify(fsync)
const closeFile = promisify(close)
const writeSome = promisify(write)
const namelessFile = 0o20200000
const followLink = 0x400

export const temporaryName = () => `.quorate-${randomBytes(8).toString('hex')}`

/** Whose files are made: root's inside. */
export function asRootInside<T>(idMap: IdMap, work: () => T): T {
  return asOwner(idOutside(idMap.uid, 0), idOutside(idMap.gid, 0), work)
}

/** A file under way. One without a name goes away by itself when this process ends; not every file system has them. */
interface Draft {
  readonly fd: number
  readonly name: string | undefined
}

function openDraft(place: Place): Draft {
  try {
    return { fd: openSync(descriptorPath(place.folder), namelessFile | constants.O_WRONLY, 0o600), name: undefined }
  } catch (error) {
    if (!['EOPNOTSUPP', 'EISDIR', 'ENOENT', 'EINVAL'].includes(errorCode(error) ?? '')) throw error
  }
  const name = temporaryName()
  const flags = constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY | constants.O_NOFOLLOW
  return { fd: openSync(`${descriptorPath(place.folder)}/${name}`, flags, 0o600), name }
}

function giveName(place: Place, { fd, name }: Draft, exclusive: boolean): void {
  const linkTo = (to: string) =>
    callLibc(
      'int linkat(int fromFolder, const char *from, int toFolder, const char *to, int flags)',
      -100,
      descriptorPath(fd),
      place.folder,
      to,
      followLink,
    )
  // A link, other than a rename, fails where something is.
  if (exclusive) return void linkTo(place.name)
  const from = name ?? temporaryName()
  if (name === undefined) linkTo(from)
  try {
    renameSync(`${descriptorPath(place.folder)}/${from}`, place.path)
  } catch (error) {
    if (name === undefined) rmSync(`${descriptorPath(place.folder)}/${from}`, { force: true })
    throw error
  }
}

async function fill(fd: number, content: RootedContent, signal: AbortSignal | undefined): Promise<void> {
  const chunks = typeof content === 'string' ? [Buffer.from(content)] : content instanceof Uint8Array ? [content] : content
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length;) {
      signal?.throwIfAborted()
      from += (await writeSome(fd, chunk, from, chunk.length - from, null)).bytesWritten
    }
  }
}

/** What follows a change in a folder. */
export type Settle = (place: Place) => Promise<void>

/** Makes what was done in a folder survive a power cut. */
export async function syncPlace(place: Place): Promise<void> {
  const fd = openSync(descriptorPath(place.folder), constants.O_RDONLY | constants.O_DIRECTORY)
  await syncFile(fd).finally(() => closeFile(fd))
}

export async function writeRooted(
  root: number,
  path: string,
  idMap: IdMap,
  settle: Settle,
  content: RootedContent,
  options: RootedWriteOptions,
): Promise<void> {
  using place = openFollowed(root, path)
  const there = statAt(place)
  if (there && options.exclusive) throw Object.assign(new Error('EEXIST'), { code: 'EEXIST' })
  if (there?.isDirectory()) throw Object.assign(new Error('EISDIR'), { code: 'EISDIR' })
  if (there && !there.isFile()) throw new Failure('it is no regular file')
  const kept = options.keep === false ? undefined : there
  const uid = kept?.uid ?? idOutside(idMap.uid, options.uid ?? 0)
  const gid = kept?.gid ?? idOutside(idMap.gid, options.gid ?? 0)
  // What others may run with the owner's rights is not made out of what was written anew.
  const mode = kept ? kept.mode & 0o1777 : (options.mode ?? 0o644)
  const draft = asRootInside(idMap, () => openDraft(place))
  try {
    await fill(draft.fd, content, options.signal)
    if (process.getuid?.() === 0) await promisify(fchown)(draft.fd, uid, gid)
    await promisify(fchmod)(draft.fd, mode)
    if (settle === syncPlace) await syncFile(draft.fd)
    options.signal?.throwIfAborted()
    asRootInside(idMap, () => giveName(place, draft, options.exclusive === true))
  } catch (error) {
    if (draft.name !== undefined) rmSync(`${descriptorPath(place.folder)}/${draft.name}`, { force: true })
    throw error
  } finally {
    closeSync(draft.fd)
  }
  if (draft.name !== undefined && options.exclusive) rmSync(`${descriptorPath(place.folder)}/${draft.name}`, { force: true })
  await settle(place)
}
