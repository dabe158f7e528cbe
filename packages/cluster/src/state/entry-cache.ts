import type { Entry } from './tree-state.ts'

/** Of the order of a large cluster's tree. */
const mostEntries = 10_000

/**
 * What is known of entries without asking the database: the mount asks for the same few again and again. It knows what the
 * one connection that writes would read, within a transaction too; whoever rolls one back, or changes the table otherwise,
 * has to `forget`.
 */
export class EntryCache {
  /** null: there is none. */
  #byPath = new Map<string, Entry | null>()
  #byIno = new Map<number, Entry | null>()

  find(path: string, read: () => Entry | undefined): Entry | undefined {
    return this.#look(this.#byPath, path, read)
  }

  findIno(ino: number, read: () => Entry | undefined): Entry | undefined {
    return this.#look(this.#byIno, ino, read)
  }

  /** It is like this now. */
  set(entry: Entry): void {
    this.#add(this.#byPath, entry.path, entry)
    this.#add(this.#byIno, entry.ino, entry)
  }

  moved(before: Entry, now: Entry): void {
    this.#add(this.#byPath, before.path, null)
    this.set(now)
  }

  deleted({ path, ino }: Entry): void {
    this.#add(this.#byPath, path, null)
    this.#add(this.#byIno, ino, null)
  }

  forget(): void {
    this.#byPath.clear()
    this.#byIno.clear()
  }

  #look<Key>(map: Map<Key, Entry | null>, key: Key, read: () => Entry | undefined): Entry | undefined {
    const known = map.get(key)
    if (known !== undefined) return known ?? undefined
    const entry = read()
    if (entry) this.set(entry)
    else this.#add(map, key, null)
    return entry
  }

  #add<Key>(map: Map<Key, Entry | null>, key: Key, entry: Entry | null): void {
    if (map.size >= mostEntries) map.clear()
    map.set(key, entry)
  }
}
