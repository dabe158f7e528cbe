import type { RootedFiles } from '@quorate/host'
import type { Whiteout } from '@quorate/storage'

/** Only folders that are really there: a layer takes away nothing behind a link. */
function isFolder(files: RootedFiles, path: string): boolean {
  const parts = path.split('/').filter(Boolean)
  return parts.every((_, at) => files.look(`/${parts.slice(0, at + 1).join('/')}`)?.kind === 'directory')
}

async function removeTree(files: RootedFiles, path: string): Promise<void> {
  if (files.look(path)?.kind === 'directory') for (const name of files.list(path)) await removeTree(files, `${path}/${name}`)
  await files.remove(path)
}

/** Takes away what a layer says is gone, before the layer itself is unpacked. */
export async function applyWhiteouts(files: RootedFiles, whiteouts: readonly Whiteout[]): Promise<void> {
  for (const { kind, path } of whiteouts) {
    const folder = kind === 'opaque' ? path : path.replace(/\/?[^/]*$/, '')
    if (!isFolder(files, folder)) continue
    if (kind === 'removed') await removeTree(files, `/${path}`)
    else for (const name of files.list(`/${path}`)) if (name !== 'lost+found') await removeTree(files, `${path && '/'}${path}/${name}`)
  }
}
