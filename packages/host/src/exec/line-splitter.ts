import { StringDecoder } from 'node:string_decoder'

/** Cuts a stream of bytes into lines. A carriage return ends a line too: that is how progress is printed. */
export class LineSplitter {
  readonly #decoder = new StringDecoder('utf8')
  readonly #deliver: (line: string) => void
  #rest = ''

  constructor(deliver: (line: string) => void) {
    this.#deliver = deliver
  }

  push(chunk: Buffer): void {
    const lines = (this.#rest + this.#decoder.write(chunk)).split(/\r\n|\n|\r/)
    this.#rest = lines.pop() ?? ''
    for (const line of lines) if (line !== '') this.#deliver(line)
  }

  end(): void {
    const line = this.#rest + this.#decoder.end()
    this.#rest = ''
    if (line !== '') this.#deliver(line)
  }
}
