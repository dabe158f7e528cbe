import { readFileSync, statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode, type Host, type Root } from '@quorate/host'
import type { IndexEntry } from './index-entry.ts'
import type { IndexSource } from './index-sources.ts'

/** A list as it was fetched and verified last. */
export interface StoredIndex {
  /** From where: a list of another address says nothing about this one. */
  readonly url: string
  /** milliseconds since 1970 */
  readonly fetched: number
  readonly entries: readonly IndexEntry[]
}

const folderOf = (root: Root) => join(root.state, 'template-index')
const pathOf = (root: Root, id: string) => join(folderOf(root), `${id}.json`)

const cache = new Map<string, { readonly stamp: string; readonly index: StoredIndex }>()

/** undefined: it was not fetched yet. */
export function storedIndex(root: Root, { id, url }: IndexSource): StoredIndex | undefined {
  const path = pathOf(root, id)
  try {
    const { mtimeMs, ino } = statSync(path)
    const stamp = `${mtimeMs} ${ino}`
    let found = cache.get(path)
    if (found?.stamp !== stamp) {
      found = { stamp, index: JSON.parse(readFileSync(path, 'utf8')) as StoredIndex }
      cache.set(path, found)
    }
    return found.index.url === url ? found.index : undefined
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || error instanceof SyntaxError) return undefined
    throw error
  }
}

export async function storeIndex(host: Host, id: string, index: StoredIndex): Promise<void> {
  await mkdir(folderOf(host.root), { recursive: true, mode: 0o700 })
  await host.files.writeAtomic(pathOf(host.root, id), JSON.stringify(index), 0o600)
}
