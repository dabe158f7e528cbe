import type { MemoryStore } from './memory-store.ts'

/** Nodes of one cluster have one storage.cfg: `/here` in its paths is each one's own folder. */
export function withOwnFolders(store: MemoryStore, folder: string): MemoryStore {
  return new Proxy(store, {
    get(target, name) {
      const member = Reflect.get(target, name, target) as unknown
      if (name !== 'read') return typeof member === 'function' ? (member.bind(target) as unknown) : member
      return (path: string) => {
        const file = target.read(path)
        return file && path === 'storage.cfg' ? { ...file, text: file.text.replaceAll('/here/', `${folder}/`) } : file
      }
    },
  })
}
