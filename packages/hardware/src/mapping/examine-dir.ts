import type { Host } from '@quorate/host'
import type { DirMapEntry } from './mapping-entry.ts'

/** What speaks against using an entry; undefined: nothing. */
export async function examineDir({ files }: Host, { path }: DirMapEntry): Promise<string | undefined> {
  const stat = await files.stat(path)
  if (!stat) return `the folder ${path} does not exist`
  return stat.kind === 'directory' ? undefined : `${path} is not a folder`
}
