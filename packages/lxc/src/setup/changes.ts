import type { FileEdit, RootEntry, RootTree } from './setup-types.ts'

type Change =
  | { readonly kind: 'file'; readonly content: string; readonly mode: number; readonly anew: boolean }
  | { readonly kind: 'link'; readonly target: string }
  | { readonly kind: 'directory'; readonly mode: number }
  | { readonly kind: 'gone' }

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'))
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/**
 * A container's tree with the changes made so far: later steps read what earlier ones wrote. Changes nothing that
 * `.pve-ignore.NAME` beside a file protects, nothing that cannot be read whole, and lists no edit that has no effect.
 */
export class Changes implements RootTree {
  readonly #tree: RootTree
  readonly #changes = new Map<string, Change>()

  constructor(tree: RootTree) {
    this.#tree = tree
  }

  read(path: string): string | undefined {
    const change = this.#changes.get(path)
    if (change) return change.kind === 'file' ? change.content : undefined
    const text = this.#tree.read(path)
    return text?.includes('\ufffd') ? undefined : text
  }

  list(path: string): readonly string[] {
    const names = new Set(this.#tree.list(path))
    for (const [changed, { kind }] of this.#changes) {
      if (folderOf(changed) !== path) continue
      if (kind === 'gone') names.delete(nameOf(changed))
      else names.add(nameOf(changed))
    }
    return [...names].sort()
  }

  look(path: string): RootEntry | undefined {
    const change = this.#changes.get(path)
    if (!change) return this.#tree.look(path)
    if (change.kind === 'gone') return undefined
    return change.kind === 'link' ? { ...change, mode: 0o777 } : { kind: change.kind, mode: change.mode }
  }

  exists(path: string): boolean {
    return this.look(path) !== undefined
  }

  /** Writes through a link. `mode` is for a new file. */
  write(path: string, content: string, mode = 0o644): void {
    if (this.exists(path) && this.read(path) === undefined) return
    this.#set(path, { kind: 'file', content, mode, anew: this.#isTaken(path) })
  }

  /** The same, but a link gives way to a file of its own. */
  replace(path: string, content: string, mode = 0o644): void {
    if (this.look(path)?.kind !== 'link') this.write(path, content, mode)
    else this.#set(path, { kind: 'file', content, mode, anew: true })
  }

  remove(path: string): void {
    const found = this.look(path)
    if (found?.kind === 'file' || found?.kind === 'link') this.#set(path, { kind: 'gone' })
  }

  link(path: string, target: string): void {
    const kind = this.look(path)?.kind
    if (kind !== 'directory' && kind !== 'other') this.#set(path, { kind: 'link', target })
  }

  /** Makes a folder where there is nothing. */
  directory(path: string, mode = 0o755): void {
    if (!this.exists(path)) this.#set(path, { kind: 'directory', mode })
  }

  edits(): FileEdit[] {
    return [...this.#changes].flatMap(([path, change]) => this.#editsOf(path, change))
  }

  #set(path: string, change: Change): void {
    if (!this.#tree.look(`${folderOf(path)}/.pve-ignore.${nameOf(path)}`)) this.#changes.set(path, change)
  }

  /** Was what stood there taken away or replaced before? */
  #isTaken(path: string): boolean {
    const change = this.#changes.get(path)
    return change?.kind === 'gone' || (change?.kind === 'file' && change.anew)
  }

  #editsOf(path: string, change: Change): FileEdit[] {
    const found = this.#tree.look(path)
    switch (change.kind) {
      case 'gone':
        return found ? [{ op: 'remove', path }] : []
      case 'link':
        return found?.target === change.target ? [] : [{ op: 'link', path, target: change.target }]
      case 'directory':
        return found ? [] : [{ op: 'directory', path, mode: change.mode }]
      case 'file': {
        const { content, mode, anew } = change
        if (found && !anew && this.#tree.read(path) === content) return []
        return [...(anew ? [{ op: 'remove', path } as const] : []), { op: 'write', path, content, mode }]
      }
    }
  }
}
