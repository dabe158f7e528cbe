import { closeSync, lstatSync, readlinkSync, type Stats } from 'node:fs'
import { errorCode } from '../files/file-failure.ts'
import { refuseKernelFileSystem } from './kernel-file-systems.ts'
import { descriptorPath, openFolderOnly, openInRoot } from './open-in-root.ts'

/** As many links as the kernel follows. */
export const mostLinks = 40

/** A name in a folder that is held open: whatever happens to the folders above, `path` stays below the root. */
export interface Place extends Disposable {
  readonly folder: number
  readonly name: string
  /** For Node's functions; none of those that follow a link at the end may be used with it. */
  readonly path: string
}

function failed(code: string): Error {
  return Object.assign(new Error(code), { code })
}

export function statAt(place: Place): Stats | undefined {
  return lstatSync(place.path, { throwIfNoEntry: false })
}

/** Where to change something. Links in the middle are followed, the name at the end is taken as it is. */
export function openPlace(root: number, path: string): Place {
  const whole = path.replace(/\/+$/, '')
  const name = whole.slice(whole.lastIndexOf('/') + 1)
  if (['', '.', '..'].includes(name)) throw failed('EISDIR')
  const folder = openInRoot(root, whole.slice(0, -name.length) || '/', openFolderOnly)
  const place = { folder, name, path: `${descriptorPath(folder)}/${name}`, [Symbol.dispose]: () => closeSync(folder) }
  try {
    refuseKernelFileSystem(folder)
    return place
  } catch (error) {
    closeSync(folder)
    throw error
  }
}

/** Without the name at its end, which may have slashes after it. */
export function folderOf(path: string): string {
  return path.replace(/\/*[^/]+\/*$/, '')
}

/** Where the link at a place leads, as a path inside. undefined: it is no link. */
export function targetOf(place: Place, path: string): string | undefined {
  try {
    const target = readlinkSync(place.path)
    // What is relative counts from the folder as it really is, to which the kernel comes on the same way again.
    return target.startsWith('/') ? target : `${folderOf(path)}/${target}`
  } catch (error) {
    if (['EINVAL', 'ENOENT'].includes(errorCode(error) ?? '')) return undefined
    throw error
  }
}

/** The place itself, or what a link there names, be that there or not. */
export function openFollowed(root: number, path: string): Place {
  let at = path
  for (let links = 0; links <= mostLinks; links += 1) {
    const place = openPlace(root, at)
    const target = targetOf(place, at)
    if (target === undefined) return place
    place[Symbol.dispose]()
    at = target
  }
  throw failed('ELOOP')
}
