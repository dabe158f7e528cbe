import { randomBytes } from 'node:crypto'
import { lstat, readdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { errorCode, type Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { refuseMounts } from './refuse-mounts.ts'

/** Takes a whole folder away, however its storage does that. Nothing there is no error. */
export type RemoveFolder = (path: string) => Promise<void>

const gone = /^\.gone-[0-9a-f]{16}$/

/** `rm` goes by open folders, so no link that appears meanwhile leads it elsewhere; and it follows none. */
export function removePlainFolder(host: Host): RemoveFolder {
  return async path => {
    const { code } = await host.exec('rm', ['-rf', '--', path], { okCodes: [0, 1] })
    if (code === 0) return
    // Root in a privileged container may have made files immutable.
    await host.exec('chattr', ['-R', '-f', '-i', '-a', '--', path], { okCodes: [0, 1] })
    await host.exec('rm', ['-rf', '--', path])
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isDirectory()
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return false
    throw error
  }
}

async function hide(what: string, path: string): Promise<void> {
  await refuseMounts(what, path)
  const hidden = join(dirname(path), `.gone-${randomBytes(8).toString('hex')}`)
  try {
    await rename(path, hidden)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return
    if (errorCode(error) === 'EBUSY') throw new Failure(`${what}: something is mounted at '${path}'; unmount that first`)
    throw error
  }
}

/** What has no name any more, also of earlier removals whose process died. */
async function sweep(what: string, folder: string, remove: RemoveFolder): Promise<void> {
  let names: string[]
  try {
    names = await readdir(folder)
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return
    throw error
  }
  for (const name of names.filter(one => gone.test(one))) {
    // Again, and under this name: something may have been mounted since the first look, and nobody does so from now on.
    await refuseMounts(what, join(folder, name))
    await remove(join(folder, name))
  }
}

/**
 * Removes a folder that is a volume: it loses its name at once, then what is in it goes. Refused while something is
 * mounted in it. What a removal that was cut short left behind goes with the next one beside it.
 */
export async function removeFolder(what: string, path: string, remove: RemoveFolder): Promise<void> {
  if (await isFolder(path)) await hide(what, path)
  await sweep(what, dirname(path), remove)
}
