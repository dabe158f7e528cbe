import { Failure } from '@quorate/schema'
import type { StorageEntry } from '../config/storage-entry.ts'

/** The folder of a storage that says it by `path`. */
export function pathOption(entry: StorageEntry): string {
  const path = entry.options['path'] ?? ''
  const safe = path.startsWith('/') && !path.split('/').includes('..') && path !== '/'
  if (!safe) throw new Failure(`storage '${entry.id}': path '${path}' is not an absolute path of a folder`, { status: 400 })
  return path.replace(/\/+$/, '')
}
