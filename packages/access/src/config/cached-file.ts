import type { ConfigReader, StoredFile } from '@quorate/cluster'

/** What a file of the tree parses to, parsed again only when that file has changed. A missing file is undefined text. */
export function cachedFile<T>(
  reader: ConfigReader,
  path: string,
  parse: (text: string | undefined, stored: StoredFile | undefined) => T,
): () => T {
  let tree = -1
  let file = -1
  let value: T
  return () => {
    const now = reader.revision()
    if (now === tree) return value
    const stored = reader.read(path)
    const revision = stored?.revision ?? 0
    if (revision !== file) {
      value = parse(stored?.text, stored)
      file = revision
    }
    tree = now
    return value
  }
}
