import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Exec } from '../links/ip.ts'
import { mountAt } from '../mount-info.ts'
import { errorCode } from '../files/file-failure.ts'
import { readProcStat } from '../processes/proc-stat.ts'
import { unmount } from './kernel-mounts.ts'
import { fileSystemWords } from './mount-words.ts'
import type { MountOptions, MountSource } from './mounts.ts'

/** Where a file system is mounted for the moment until it has a place: told apart by the process that works there. */
function ownName(): string {
  return `${process.pid}-${readProcStat(process.pid)?.startTicks}-${randomBytes(4).toString('hex')}`
}

function isDead(name: string): boolean {
  const [pid, startTicks] = name.split('-').map(Number)
  return readProcStat(pid ?? 0)?.startTicks !== startTicks
}

async function takeAway(path: string): Promise<void> {
  if (mountAt(path)) unmount(path)
  try {
    await rmdir(path)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
}

/** Mounts that processes left here which were killed. */
async function takeAwayDead(folder: string): Promise<void> {
  for (const name of await readdir(folder)) if (isDead(name)) await takeAway(join(folder, name))
}

async function fileSystemOf(exec: Exec, path: string): Promise<string> {
  // 2: it recognizes nothing.
  const { stdout } = await exec('blkid', ['--probe', '--output', 'value', '--match-tag', 'TYPE', path], { okCodes: [0, 2] })
  return stdout.trim()
}

/** Mounts a device or an image where nobody looks. Disposal takes it off there: a copy of the mount that was made before lives on. */
export async function stage(
  exec: Exec,
  folder: string,
  source: MountSource,
  options: MountOptions,
): Promise<AsyncDisposable & { readonly path: string }> {
  const type = await fileSystemOf(exec, source.path)
  const words = [...fileSystemWords(type, options), ...(source.kind === 'image' ? ['loop'] : [])]
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await takeAwayDead(folder)
  const path = join(folder, ownName())
  await mkdir(path, { mode: 0o700 })
  try {
    await exec('mount', ['--types', type, '--options', words.join(','), '--', source.path, path])
  } catch (error) {
    await takeAway(path)
    throw error
  }
  return { path, [Symbol.asyncDispose]: () => takeAway(path) }
}
