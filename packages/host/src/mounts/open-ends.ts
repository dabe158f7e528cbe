import { closeSync } from 'node:fs'
import { Failure } from '@quorate/schema'
import { errorCode } from '../files/file-failure.ts'
import { refuseKernelFileSystem } from '../rooted/kernel-file-systems.ts'
import { descriptorPath, openFolderOnly, openInRoot } from '../rooted/open-in-root.ts'
import { openAt, noLinks } from '../rooted/open-at.ts'
import type { MountTarget } from './mounts.ts'

export type OpenFolder = Disposable & { readonly fd: number; readonly path: string }

function openFolder(fd: number): OpenFolder {
  return { fd, path: descriptorPath(fd), [Symbol.dispose]: () => closeSync(fd) }
}

/** The folder that is to be seen elsewhere. */
export function openSource(source: { readonly path: string; readonly throughLinks?: boolean }): OpenFolder {
  try {
    return openFolder(openAt(-100, source.path, openFolderOnly, source.throughLinks ? 0 : noLinks))
  } catch (error) {
    if (errorCode(error) === 'ELOOP') throw new Failure(`${source.path} leads over a symbolic link: name the folder by its real path`)
    throw error
  }
}

/** The folder over which something is to be mounted, within the tree behind `root`. */
export function openWithin(root: number, path: string): OpenFolder {
  const folder = openFolder(openInRoot(root, path, openFolderOnly))
  try {
    refuseKernelFileSystem(folder.fd)
    return folder
  } catch (error) {
    folder[Symbol.dispose]()
    throw error
  }
}

export function openTarget({ root, path }: MountTarget): OpenFolder {
  using top = openFolder(openAt(-100, root, openFolderOnly, 0))
  return openWithin(top.fd, path)
}
