type Listener = (path: string, revision: number) => void

/** Who wants to know about which folder. */
export class Watchers {
  #all = new Set<{ readonly prefix: string; readonly path: string; readonly listener: Listener }>()

  /** `folder` '' is the whole tree; the path of a file watches that file. */
  add(folder: string, listener: Listener): Disposable {
    const watcher = { path: folder, prefix: folder === '' ? '' : `${folder}/`, listener }
    this.#all.add(watcher)
    return { [Symbol.dispose]: () => void this.#all.delete(watcher) }
  }

  tell(path: string, revision: number): void {
    for (const { path: own, prefix, listener } of this.#all) if (path === own || path.startsWith(prefix)) listener(path, revision)
  }
}
