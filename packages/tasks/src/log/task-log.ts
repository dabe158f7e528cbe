import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

export interface LogLine {
  /** from 1 */
  readonly n: number
  readonly t: string
}

/** What terminals would act on has no place in a log. */
const control = /[\u0000-\u0008\u000b-\u001f\u007f]/g

/**
 * The log of one running task. Lines are written at once and synchronously: they are in the kernel's hands when the
 * call returns, so that a killed runner loses none.
 */
export class TaskLog {
  readonly #descriptor: number
  readonly #listener: (line: LogLine) => void
  #count: number

  /** `count`: lines that the file already holds. */
  constructor(path: string, listener: (line: LogLine) => void = () => undefined, count = 0) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o755 })
    this.#descriptor = openSync(path, 'a', 0o640)
    this.#listener = listener
    this.#count = count
  }

  get count(): number {
    return this.#count
  }

  write(text: string): void {
    const lines = text
      .replace(/\r?\n$/, '')
      .split(/\r?\n/)
      .map(line => line.replaceAll(control, ''))
    writeSync(this.#descriptor, `${lines.join('\n')}\n`)
    for (const line of lines) {
      this.#count += 1
      this.#listener({ n: this.#count, t: line })
    }
  }

  close(): void {
    closeSync(this.#descriptor)
  }
}
