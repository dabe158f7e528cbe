import { commentLine, keyLine, readLine, type ConfigLine } from './config-line.ts'
import { decodeText, descriptionLines } from './description-text.ts'

/** A part of a guest's config: the present one, a snapshot, or what waits for the next start. Edits change only the lines they mean. */
export class ConfigSection {
  /** The header line as written; undefined for the first section. */
  readonly header: string | undefined
  /** Unparsed text lines until first needed: most readers never look at most snapshots. */
  #unread: readonly string[] | undefined
  #lines: ConfigLine[] = []
  #values: Map<string, string> | undefined

  constructor(header: string | undefined, unread: readonly string[]) {
    this.header = header
    this.#unread = unread
  }

  /** A section with another header and the same lines. */
  copy(header: string | undefined): ConfigSection {
    return new ConfigSection(
      header,
      this.lines.map(line => line.text),
    )
  }

  get lines(): readonly ConfigLine[] {
    if (this.#unread) {
      this.#lines = this.#unread.map(readLine)
      this.#unread = undefined
    }
    return this.#lines
  }

  /** Lines as texts, header included. */
  texts(): string[] {
    const texts = this.#unread ?? this.#lines.map(line => line.text)
    return this.header === undefined ? [...texts] : [this.header, ...texts]
  }

  /** Every key with its raw text; of a key written twice the later counts. Comments are not in it; see `description`. */
  get values(): ReadonlyMap<string, string> {
    if (!this.#values) {
      this.#values = new Map()
      for (const line of this.lines) if (line.kind === 'key') this.#values.set(line.key, line.value)
    }
    return this.#values
  }

  get(key: string): string | undefined {
    return this.values.get(key)
  }

  has(key: string): boolean {
    return this.values.has(key)
  }

  /** Raw `lxc.` keys in the order of the file; a key may occur many times. */
  rawLxc(): [key: string, value: string][] {
    return this.lines.filter(line => line.key.startsWith('lxc.')).map(line => [line.key, line.value])
  }

  /** Lines that are neither key, comment nor blank: kept, reported, without effect. */
  garbage(): string[] {
    return this.lines.filter(line => line.kind === 'garbage').map(line => line.text)
  }

  /** undefined: has none. Every line ends with a line feed. */
  get description(): string | undefined {
    let text = ''
    for (const line of this.lines) if (line.kind === 'comment') text += `${decodeText(line.text.slice(1).replace(/\r$/, ''))}\n`
    if (text !== '') return text
    const value = this.get('description')
    return value === undefined ? undefined : decodeText(value)
  }

  /** Sets or (undefined, '') removes the description. */
  setDescription(text: string | undefined): void {
    const kept = this.lines.filter(line => line.kind !== 'comment' && line.key !== 'description')
    this.#replace([...descriptionLines(text ?? '').map(commentLine), ...kept])
  }

  /**
   * Writes a key in its place; a new one comes behind the last key that sorts before it, and before raw `lxc.` keys at the
   * end. Only the description may have several lines.
   */
  set(key: string, value: string): void {
    if (key === 'description') return this.setDescription(value)
    if (/[\r\n]/.test(value)) throw new TypeError(`the value of ${key} holds a line break`)
    const lines = this.lines
    const at = lines.findLastIndex(line => line.key === key)
    if (at >= 0) {
      if (lines[at]?.value !== value) this.#replace(lines.with(at, keyLine(key, value)))
      return
    }
    const before = lines.findLastIndex(line => line.kind === 'key' && line.key < key && !line.key.startsWith('lxc.'))
    const place = before >= 0 ? before + 1 : lines.findLastIndex(line => line.kind === 'comment') + 1
    this.#replace(lines.toSpliced(place, 0, keyLine(key, value)))
  }

  /** False: was not there. */
  delete(key: string): boolean {
    if (key === 'description') {
      const had = this.description !== undefined
      if (had) this.setDescription(undefined)
      return had
    }
    if (!this.has(key)) return false
    this.#replace(this.lines.filter(line => line.key !== key))
    return true
  }

  /** The last line becomes a blank one, so that the next section's header stands apart. */
  closeWithBlank(): void {
    const last = this.lines.at(-1)
    if (last ? last.kind !== 'blank' : this.header !== undefined) this.#replace([...this.lines, readLine('')])
  }

  trimBlankEnd(): void {
    const last = this.lines.findLastIndex(line => line.kind !== 'blank')
    if (last + 1 < this.lines.length) this.#replace(this.lines.slice(0, last + 1))
  }

  #replace(lines: readonly ConfigLine[]): void {
    this.#lines = [...lines]
    this.#values = undefined
  }
}
