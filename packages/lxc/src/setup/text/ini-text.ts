interface IniSection {
  /** undefined: what stands before the first header */
  readonly name: string | undefined
  header: string | undefined
  lines: string[]
}

const headerForm = /^\s*\[([^\]]+)\]/
const keyForm = /^\s*([^#;=\s][^=]*?)\s*=\s*(.*?)\s*$/

function isBlank(line: string): boolean {
  return line.trim() === ''
}

/** A file of sections and keys in which comments, unknown keys and their order stay. */
export class IniText {
  readonly #sections: IniSection[] = [{ name: undefined, header: undefined, lines: [] }]

  constructor(text = '') {
    for (const line of text.replace(/\r/g, '').replace(/\n+$/, '').split('\n')) {
      const name = headerForm.exec(line)?.[1]
      if (name === undefined) this.#sections.at(-1)?.lines.push(line)
      else this.#sections.push({ name, header: line, lines: [] })
    }
  }

  /** First value of a key. */
  get(section: string, key: string): string | undefined {
    for (const { name, lines } of this.#sections) {
      for (const line of name === section ? lines : []) {
        const match = keyForm.exec(line)
        if (match?.[1] === key) return match[2]
      }
    }
    return undefined
  }

  /** Lines in place of all that a section says of the `owned` keys. A section that says nothing any more goes. */
  set(section: string, owned: readonly string[], lines: readonly string[]): void {
    const isOwned = (line: string) => owned.includes(keyForm.exec(line)?.[1] ?? '')
    const all = this.#sections.filter(({ name }) => name === section)
    const first = all.find(each => each.lines.some(isOwned)) ?? all[0] ?? (lines.length ? this.#append(section) : undefined)
    for (const each of first ? new Set([first, ...all]) : []) {
      const at = Math.max(0, each.lines.findIndex(isOwned))
      each.lines = each.lines.filter(line => !isOwned(line))
      if (each === first) each.lines.splice(at, 0, ...lines)
    }
    this.#drop(each => each.name === section && each.lines.every(isBlank))
  }

  /** Takes sections away that hold exactly these keys, and the value of each fits. */
  removeAlike(section: string, form: Readonly<Record<string, RegExp>>): void {
    this.#drop(({ name, lines }) => {
      const said = lines.filter(line => !isBlank(line)).map(line => keyForm.exec(line))
      const fits = (match: RegExpExecArray | null) => form[match?.[1] ?? '']?.test(match?.[2] ?? '') === true
      return name === section && said.length === Object.keys(form).length && said.every(fits)
    })
  }

  add(section: string, lines: readonly string[]): void {
    this.#append(section).lines.push(...lines)
  }

  toString(): string {
    const text = this.#sections.flatMap(({ header, lines }) => (header === undefined ? lines : [header, ...lines])).join('\n')
    const trimmed = text.replace(/^\n+|\n+$/g, '')
    return trimmed === '' ? '' : `${trimmed}\n`
  }

  #append(section: string): IniSection {
    const last = this.#sections.at(-1)
    if (last && !isBlank(last.lines.at(-1) ?? last.header ?? '')) last.lines.push('')
    const added = { name: section, header: `[${section}]`, lines: [] }
    this.#sections.push(added)
    return added
  }

  #drop(unwanted: (section: IniSection) => boolean): void {
    const kept = this.#sections.filter(section => section.header === undefined || !unwanted(section))
    this.#sections.splice(0, this.#sections.length, ...kept)
  }
}
