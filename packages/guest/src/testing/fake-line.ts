import type { ProgramLine } from '../console/session/dtach-link.ts'

/** A program's terminal that a test plays. */
export class FakeLine implements ProgramLine {
  typed = ''
  readonly sizes: string[] = []
  paused = false
  #deliver: (data: Buffer) => void = () => undefined
  #ended: () => void = () => undefined

  listen(deliver: (data: Buffer) => void, ended: () => void): void {
    this.#deliver = deliver
    this.#ended = ended
  }

  send(data: Uint8Array, done?: (error?: Error | null) => void): void {
    this.typed += Buffer.from(data).toString()
    done?.()
  }

  resize(columns: number, rows: number): void {
    this.sizes.push(`${columns}x${rows}`)
  }

  pause(): void {
    this.paused = true
  }

  resume(): void {
    this.paused = false
  }

  close(): void {
    this.#ended()
  }

  print(text: string | Buffer): void {
    this.#deliver(Buffer.from(text))
  }
}
