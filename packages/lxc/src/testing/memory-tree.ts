import type { FileEdit, RootEntry, RootTree } from '../setup/setup-types.ts'

type Node =
  | { readonly kind: 'file'; content: string; readonly mode: number }
  | { readonly kind: 'link'; readonly target: string }
  | { readonly kind: 'directory'; readonly mode: number }

const mostLinks = 40

/** A container's root file system in memory: follows links as the container would, and makes the changes of guest set-up. */
export class MemoryTree implements RootTree {
  readonly #nodes = new Map<string, Node>([['', { kind: 'directory', mode: 0o755 }]])

  file(path: string, content: string, mode = 0o644): void {
    const real = this.#resolve(path, true)
    this.#makeFolders(real)
    const node = this.#nodes.get(real)
    if (node && node.kind !== 'file') throw new Error(`${path} is no file`)
    this.#nodes.set(real, { kind: 'file', content, mode: node?.mode ?? mode })
  }

  link(path: string, target: string): void {
    const real = this.#resolve(path, false)
    if (this.#nodes.get(real)?.kind === 'directory') throw new Error(`${path} is a folder`)
    this.#makeFolders(real)
    this.#nodes.set(real, { kind: 'link', target })
  }

  directory(path: string, mode = 0o755): void {
    const real = this.#resolve(path, true)
    this.#makeFolders(real)
    if (!this.#nodes.has(real)) this.#nodes.set(real, { kind: 'directory', mode })
  }

  read(path: string): string | undefined {
    const node = this.#nodes.get(this.#resolve(path, true))
    return node?.kind === 'file' ? node.content : undefined
  }

  list(path: string): readonly string[] {
    const folder = `${this.#resolve(path, true)}/`
    const below = [...this.#nodes.keys()].filter(name => name.startsWith(folder)).map(name => name.slice(folder.length))
    return below.filter(name => name !== '' && !name.includes('/')).sort()
  }

  look(path: string): RootEntry | undefined {
    const node = this.#nodes.get(this.#resolve(path, false))
    if (!node) return undefined
    return node.kind === 'link' ? { ...node, mode: 0o777 } : { kind: node.kind, mode: node.mode }
  }

  apply(edits: readonly FileEdit[]): void {
    for (const edit of edits) {
      if (edit.op === 'write') this.file(edit.path, edit.content, edit.mode)
      else if (edit.op === 'link') this.link(edit.path, edit.target)
      else if (edit.op === 'directory') this.directory(edit.path, edit.mode)
      else this.#nodes.delete(this.#resolve(edit.path, false))
    }
  }

  /** All that is in it, sorted, to be compared. */
  entries(): string[] {
    return [...this.#nodes].map(([path, node]) => `${path} ${JSON.stringify(node)}`).sort()
  }

  #makeFolders(real: string): void {
    const folder = real.slice(0, real.lastIndexOf('/'))
    if (this.#nodes.has(folder)) return
    this.#makeFolders(folder)
    this.#nodes.set(folder, { kind: 'directory', mode: 0o755 })
  }

  /** The path without links in it, and without the last one when `last`. */
  #resolve(path: string, last: boolean): string {
    let done = ''
    let rest = path.split('/')
    for (let links = 0; rest.length;) {
      const part = rest.shift() ?? ''
      if (part === '' || part === '.') continue
      if (part === '..') {
        done = done.slice(0, Math.max(0, done.lastIndexOf('/')))
        continue
      }
      const node = this.#nodes.get(`${done}/${part}`)
      if (node?.kind !== 'link' || (!last && !rest.some(Boolean))) {
        done = `${done}/${part}`
        continue
      }
      if (++links > mostLinks) throw new Error(`${path} goes in circles`)
      if (node.target.startsWith('/')) done = ''
      rest = [...node.target.split('/'), ...rest]
    }
    return done
  }
}
