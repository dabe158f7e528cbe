import { Failure } from './failure.ts'
import { endLine, requireOneLine, splitLines } from './line-file.ts'

/**
 * Files of sections, such as storage.cfg:
 *
 *     dir: local
 *     	path /var/lib/vz
 *     	content iso,vztmpl
 *
 * Files of one kind of section, such as mapping/pci.cfg, have bare heads: the id alone; their type is ''. What is not
 * edited keeps its bytes: order, comments, blank lines, unknown keys, indentation.
 */
export class SectionConfig {
  readonly #blocks: Block[]

  private constructor(blocks: Block[]) {
    this.#blocks = blocks
  }

  static parse(text: string, heads: 'typed' | 'bare' = 'typed'): SectionConfig {
    const blocks: Block[] = [{ lines: [] }]
    for (const line of splitLines(text)) {
      const header = headForms[heads].exec(line)?.groups
      const last = blocks.at(-1)!
      if (header) blocks.push({ type: header['type'] ?? '', id: header['id']!, lines: [line] })
      // A blank line ends a section; what follows up to the next header belongs to none.
      else if (last.type !== undefined && line.trim() === '') blocks.push({ lines: [line] })
      else last.lines.push(line)
    }
    return new SectionConfig(blocks)
  }

  /** In file order. A type and id that occur twice are listed twice; the first counts. */
  sections(): Section[] {
    return this.#blocks.filter(isSection).map(readSection)
  }

  /** The first section of this id; of this type, where ids are per type. */
  section(id: string, type?: string): Section | undefined {
    const block = this.#find(id, type)
    return block && readSection(block)
  }

  /** Appends a section. A value may be a list: one line for each. Refuses an id that is there already. */
  add(type: string, id: string, values: SectionValues): void {
    if (this.#find(id, type)) throw new Failure(`Cannot add ${type} '${id}': it already exists.`)
    const head = type === '' ? id : `${type}: ${id}`
    if (id === '' || !headForms[type === '' ? 'bare' : 'typed'].test(head)) throw new Failure(`'${head}' cannot be the head of a section.`)
    const last = this.#blocks.at(-1)!
    const empty = this.#blocks.every(block => block.lines.length === 0)
    if (last.lines.length) last.lines.push(endLine(last.lines.pop()!))
    if (!empty && last.lines.at(-1)?.trim() !== '') this.#blocks.push({ lines: ['\n'] })
    const block = { type, id, lines: [`${head}\n`] }
    this.#blocks.push(block)
    for (const [key, value] of Object.entries(values)) if (value !== undefined) setKey(block, key, value)
  }

  /** Sets a key in place, or appends it to the section. A list writes one line for each value. */
  set(id: string, key: string, value: string | readonly string[], type?: string): void {
    setKey(this.#require(id, type), key, value)
  }

  delete(id: string, key: string, type?: string): void {
    const block = this.#require(id, type)
    block.lines = block.lines.filter((line, index) => index === 0 || keyOf(line)?.key !== key)
  }

  /** Removes a section with the blank line that ends it. Says whether there was one. */
  remove(id: string, type?: string): boolean {
    const block = this.#find(id, type)
    if (!block) return false
    const index = this.#blocks.indexOf(block)
    const after = this.#blocks[index + 1]
    if (after && !isSection(after) && after.lines[0]?.trim() === '') after.lines.shift()
    this.#blocks.splice(index, 1)
    return true
  }

  toString(): string {
    return this.#blocks.map(block => block.lines.join('')).join('')
  }

  #find(id: string, type: string | undefined): SectionBlock | undefined {
    return this.#blocks.filter(isSection).find(block => block.id === id && (type === undefined || block.type === type))
  }

  #require(id: string, type: string | undefined): SectionBlock {
    const block = this.#find(id, type)
    if (!block) throw new Failure(`Cannot change section '${id}': it does not exist.`)
    return block
  }
}

const headForms = {
  typed: /^(?<type>[A-Za-z0-9][\w-]*):[ \t]*(?<id>\S*)\s*$/,
  bare: /^(?<id>[A-Za-z0-9][\w-]*)\s*$/,
} as const

export type SectionValues = Readonly<Record<string, string | readonly string[] | undefined>>

export interface Section {
  readonly type: string
  readonly id: string
  /** Texts by key; of a key that occurs several times the last. A key without value reads `1`. */
  readonly values: ReadonlyMap<string, string>
  /** Every text by key, for keys that may be repeated. */
  readonly all: ReadonlyMap<string, readonly string[]>
}

interface Block {
  readonly type?: string
  readonly id?: string
  lines: string[]
}
interface SectionBlock extends Block {
  readonly type: string
  readonly id: string
}

function isSection(block: Block): block is SectionBlock {
  return block.type !== undefined
}

function keyOf(line: string): { key: string; value: string } | undefined {
  const match = /^[ \t]+([^\s#][^\s]*)(?:[ \t]+(.*\S))?\s*$/.exec(line)
  return match ? { key: match[1]!, value: match[2] ?? '1' } : undefined
}

function readSection(block: SectionBlock): Section {
  const values = new Map<string, string>()
  const all = new Map<string, string[]>()
  for (const line of block.lines.slice(1)) {
    const pair = keyOf(line)
    if (!pair) continue
    values.set(pair.key, pair.value)
    const list = all.get(pair.key)
    if (list) list.push(pair.value)
    else all.set(pair.key, [pair.value])
  }
  return { type: block.type, id: block.id, values, all }
}

function setKey(block: SectionBlock, key: string, value: string | readonly string[]): void {
  if (!/^[^\s#:]\S*$/.test(key)) throw new Failure(`'${key}' cannot be a key of section '${block.id}'.`)
  const values = typeof value === 'string' ? [value] : value
  for (const text of values) requireOneLine(key, text)
  const current = readSection(block).all.get(key)
  if (current && current.length === values.length && current.every((text, index) => text === values[index])) return
  const lines = values.map(text => `\t${key} ${text}`.trimEnd() + '\n')
  const first = block.lines.findIndex((line, index) => index > 0 && keyOf(line)?.key === key)
  const kept = block.lines.filter((line, index) => index === 0 || keyOf(line)?.key !== key)
  const at = first < 0 ? kept.length : first
  if (at > 0) kept[at - 1] = endLine(kept[at - 1]!)
  block.lines = kept.toSpliced(at, 0, ...lines)
}
