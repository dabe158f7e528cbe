import { open } from 'node:fs/promises'
import { tarEntries } from '@quorate/storage'

/** Files of a whole system. */
const mostMembers = 2_000_000
const mostBytes = 64 << 10

/** Text of a small file in an archive; undefined: it is not there or too large. */
export async function readMember(what: string, archive: string, path: string): Promise<string | undefined> {
  for await (const { name, kind, offset, length } of tarEntries(what, archive, mostMembers)) {
    if (kind !== 'file' || name.replace(/^\.\//, '') !== path) continue
    if (length > mostBytes) return undefined
    await using file = await open(archive, 'r')
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset)
    return buffer.toString('utf8', 0, bytesRead)
  }
  return undefined
}
