import type { FilePart } from '../driver.ts'
import { tarEntries } from '../tar/tar-entries.ts'

/** An OVA holds a description, its checksums and some disks. */
const mostMembers = 1000

/** A plain file name, without folders; undefined: not one. Nothing is ever written under it, but clients see it. */
function plainName(name: string): string | undefined {
  const leaf = name.replace(/^\.\//, '')
  return /^[^./\p{Cc}][^/\p{Cc},]*$/u.test(leaf) ? leaf : undefined
}

/**
 * The regular files in a tar archive with where their bytes lie, in the archive's order. Only headers are read. Files in
 * folders, links and devices are passed over. Fails when it is no archive or is cut off.
 */
export async function tarMembers(what: string, path: string): Promise<Map<string, FilePart>> {
  const members = new Map<string, FilePart>()
  for await (const { name, kind, offset, length } of tarEntries(what, path, mostMembers)) {
    const leaf = plainName(name)
    if (leaf !== undefined && kind === 'file' && !members.has(leaf)) members.set(leaf, { offset, length })
  }
  return members
}
