import { Failure } from '@quorate/schema'
import type { GuestKind } from '../guest-path.ts'
import { ConfigSection } from './config-section.ts'

const headerForm = /^\[([\w:.-]+)\][ \t]*\r?$/
const snapshotName = /^[a-zA-Z][\w-]+$/
/** What the section of pending changes is called in the files of each kind of guests. Either is read in both. */
const pendingNames: Readonly<Record<GuestKind, string>> = { qemu: 'PENDING', lxc: 'pve:pending' }

/**
 * A guest's config file as a document: `key: value` lines, then sections for pending changes, for special purposes and
 * for each snapshot. Written back unedited it is the same, byte for byte. Reading never fails: a bad line is kept and
 * told by `garbage()`, a bad value is an error of its key when that key is decoded.
 */
export class GuestConfig {
  readonly #sections: ConfigSection[]
  readonly #end: string
  readonly #kind: GuestKind
  readonly #byName = new Map<string, ConfigSection>()

  constructor(sections: ConfigSection[], end: string, kind: GuestKind) {
    this.#sections = sections
    this.#end = end
    this.#kind = kind
    for (const section of sections) if (section.header !== undefined) this.#byName.set(nameOf(section.header), section)
  }

  /** What holds for the guest now (for a running one, what it was started with). */
  get current(): ConfigSection {
    return this.#sections[0] as ConfigSection
  }

  /** Changes that wait for the next start. */
  get pending(): ConfigSection | undefined {
    return this.#byName.get(pendingNames.lxc) ?? this.#byName.get(pendingNames.qemu)
  }

  /** `cloudinit`: what the guest's cloud-init drive was last made from. */
  special(name: string): ConfigSection | undefined {
    return this.#byName.get(`special:${name}`)
  }

  snapshot(name: string): ConfigSection | undefined {
    return name === pendingNames.qemu || name.includes(':') ? undefined : this.#byName.get(name)
  }

  /** Fails with `snapshot 'x' does not exist`. */
  requireSnapshot(name: string): ConfigSection {
    const section = this.snapshot(name)
    if (!section) throw new Failure(`snapshot '${name}' does not exist`)
    return section
  }

  /** In the order of the file. */
  snapshots(): ReadonlyMap<string, ConfigSection> {
    return new Map([...this.#byName].filter(([name]) => name !== pendingNames.qemu && !name.includes(':')))
  }

  garbage(): string[] {
    return this.#sections.flatMap(section => section.garbage())
  }

  /** The section for pending changes, made when there is none. */
  makePending(): ConfigSection {
    const name = pendingNames[this.#kind]
    return this.pending ?? this.#add(name, new ConfigSection(`[${name}]`, []), 1)
  }

  removePending(): void {
    for (const name of Object.values(pendingNames)) this.removeSection(name)
  }

  makeSpecial(name: string): ConfigSection {
    const section = `special:${name}`
    return this.#byName.get(section) ?? this.#add(section, new ConfigSection(`[${section}]`, []), this.pending ? 2 : 1)
  }

  /** Adds a snapshot that holds what `from` holds (default: nothing). Fails when the name is taken or not usable. */
  addSnapshot(name: string, from?: ConfigSection): ConfigSection {
    if (!snapshotName.test(name) || name.toUpperCase() === pendingNames.qemu || name === 'current') {
      throw new Failure(`'${name}' cannot be the name of a snapshot: use a letter followed by letters, digits, '-' or '_'`, { status: 400 })
    }
    if (this.#byName.has(name)) throw new Failure(`snapshot name '${name}' already used`)
    const header = `[${name}]`
    const section = from?.copy(header) ?? new ConfigSection(header, [])
    section.trimBlankEnd()
    return this.#add(name, section, this.#sections.length)
  }

  /** Removes a snapshot or `special:x`. False: was not there. */
  removeSection(name: string): boolean {
    const section = this.#byName.get(name)
    if (!section) return false
    this.#byName.delete(name)
    this.#sections.splice(this.#sections.indexOf(section), 1)
    this.#trimEnd()
    return true
  }

  /** Puts the keys and the description of `from` in the place of the present ones; keys for which `keep` is true stay as they are. */
  replaceCurrent(from: ConfigSection, keep: (key: string) => boolean): void {
    const kept = [...this.current.values].filter(([key]) => keep(key))
    const section = from.copy(undefined)
    for (const key of [...section.values.keys()].filter(keep)) section.delete(key)
    this.#sections[0] = section
    for (const [key, value] of kept) section.set(key, value)
    this.#blankBehind(0)
  }

  toString(): string {
    const texts = this.#sections.flatMap(section => section.texts())
    return texts.length ? texts.join('\n') + this.#end : ''
  }

  #add(name: string, section: ConfigSection, at: number): ConfigSection {
    this.#sections.splice(at, 0, section)
    this.#byName.set(name, section)
    this.#blankBehind(at - 1)
    if (at + 1 < this.#sections.length) this.#blankBehind(at)
    return section
  }

  /** A blank line between two sections. */
  #blankBehind(at: number): void {
    const section = this.#sections[at] as ConfigSection
    if (at + 1 < this.#sections.length) section.closeWithBlank()
  }

  #trimEnd(): void {
    this.#sections.at(-1)?.trimBlankEnd()
  }
}

function nameOf(header: string): string {
  return (headerForm.exec(header) as RegExpExecArray)[1] as string
}

/** Reads a guest's config. Never fails; sections are read when first looked at. `kind` decides only what a new section is called. */
export function parseGuestConfig(text: string, kind: GuestKind = 'qemu'): GuestConfig {
  const end = text.endsWith('\n') || text === '' ? '\n' : ''
  const lines = (end && text !== '' ? text.slice(0, -1) : text).split('\n')
  if (text === '') lines.pop()
  const sections: ConfigSection[] = []
  let header: string | undefined
  let from = 0
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string
    if (line.charCodeAt(0) !== 0x5b || !headerForm.test(line)) continue
    sections.push(new ConfigSection(header, lines.slice(from, at)))
    header = line
    from = at + 1
  }
  sections.push(new ConfigSection(header, lines.slice(from)))
  return new GuestConfig(sections, end, kind)
}
