import { fileAttributes, linkAttributes, type Attributes } from './attributes.ts'
import { statusFiles, type StatusSource } from './status-files.ts'

/** Inode numbers that the tree leaves free. */
const firstIno = 2

/** What the top of the mount shows beside the tree: links to this node's folders, and status texts. */
export class TopEntries {
  #source: StatusSource
  #gid: number
  #names: readonly string[]
  #links: Readonly<Record<string, string>>

  constructor(source: StatusSource, gid: number) {
    this.#source = source
    this.#gid = gid
    this.#links = { local: `nodes/${source.node}`, 'qemu-server': 'local/qemu-server', lxc: 'local/lxc' }
    this.#names = [...Object.keys(this.#links), ...Object.keys(statusFiles)]
  }

  all(): { name: string; attributes: Attributes }[] {
    return this.#names.flatMap(name => {
      const attributes = this.find(name)
      return attributes ? [{ name, attributes }] : []
    })
  }

  find(name: string): Attributes | undefined {
    const index = this.#names.indexOf(name)
    return index < 0 ? undefined : this.attributes(firstIno + index)
  }

  has(ino: number): boolean {
    return this.#name(ino) !== undefined
  }

  attributes(ino: number): Attributes | undefined {
    const name = this.#name(ino)
    if (name === undefined) return undefined
    const mtime = this.#source.startTime * 1000
    const target = this.#links[name]
    if (target !== undefined) return linkAttributes(ino, target, mtime, this.#gid)
    const attributes = fileAttributes(ino, name, Buffer.byteLength(this.text(ino)), mtime, this.#gid)
    return { ...attributes, mode: attributes.mode & ~0o222 }
  }

  target(ino: number): string | undefined {
    return this.#links[this.#name(ino) ?? '']
  }

  text(ino: number): string {
    return statusFiles[this.#name(ino) ?? '']?.(this.#source) ?? ''
  }

  #name(ino: number): string | undefined {
    return this.#names[ino - firstIno]
  }
}
