import { Failure } from './failure.ts'
import { bare, endLine, requireOneLine, splitLines } from './line-file.ts'

/**
 * Files of `key: value` lines, such as datacenter.cfg. What is not edited keeps its bytes: order, comments, unknown keys.
 * Of a key that occurs several times the last one counts.
 */
export class ColonConfig {
  #lines: string[]

  private constructor(lines: string[]) {
    this.#lines = lines
  }

  static parse(text: string): ColonConfig {
    return new ColonConfig(splitLines(text))
  }

  entries(): ReadonlyMap<string, string> {
    return new Map(this.#lines.map(pairOf).filter(pair => pair !== undefined))
  }

  get(key: string): string | undefined {
    return this.entries().get(key)
  }

  /** The `#` lines at the head of the file without their marks: the notes that people write in the interface. */
  get comment(): string {
    return this.#lines
      .slice(0, this.#commentLength())
      .map(line => bare(line).slice(1))
      .join('\n')
  }

  set comment(text: string) {
    if (text === this.comment) return
    const lines = text === '' ? [] : text.split(/\r?\n/).map(line => `#${line}\n`)
    this.#lines.splice(0, this.#commentLength(), ...lines)
  }

  set(key: string, value: string): void {
    if (!/^[A-Za-z0-9][\w.-]*$/.test(key)) throw new Failure(`'${key}' cannot be a key of this file.`)
    requireOneLine(key, value)
    if (this.get(key) === value) return
    const at = this.#lines.findIndex(line => pairOf(line)?.[0] === key)
    const line = `${key}: ${value}\n`
    if (at < 0) {
      const last = this.#lines.pop()
      if (last !== undefined) this.#lines.push(endLine(last))
      this.#lines.push(line)
    } else {
      this.#lines[at] = line
      this.#lines = this.#lines.filter((other, index) => index === at || pairOf(other)?.[0] !== key)
    }
  }

  delete(key: string): void {
    this.#lines = this.#lines.filter(line => pairOf(line)?.[0] !== key)
  }

  toString(): string {
    return this.#lines.join('')
  }

  #commentLength(): number {
    const end = this.#lines.findIndex(line => !line.startsWith('#'))
    return end < 0 ? this.#lines.length : end
  }
}

function pairOf(line: string): [key: string, value: string] | undefined {
  const match = /^([A-Za-z0-9][\w.-]*):[ \t]*(.*?)\s*$/.exec(bare(line))
  return match ? [match[1]!, match[2]!] : undefined
}
