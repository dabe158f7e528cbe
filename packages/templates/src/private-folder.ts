import { lstat, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'

export function privateFolderOf(host: Host): string {
  return join(host.root.path, 'var/tmp/quorate-templates')
}

/** The folder for what is being made. Anybody may make folders beside it, so one that is not ours alone is refused. */
export async function privateFolder(host: Host): Promise<string> {
  const path = privateFolderOf(host)
  await mkdir(dirname(path), { recursive: true })
  await mkdir(path, { recursive: true, mode: 0o700 })
  const { mode, uid } = await lstat(path)
  const folder = (mode & 0o170000) === 0o040000
  if (folder && uid === process.getuid?.() && (mode & 0o077) === 0) return path
  throw new Failure(`folder '${path}' is not private: it has to be a folder of mode 0700 that belongs to the product's user; remove it`)
}
