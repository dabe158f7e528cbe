import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { LocalOwnership, OpenedFile, Terminal } from '../terminal.ts'

/** Keeps what is written; types what it was given. */
export class FakeTerminal implements Terminal {
  output = ''
  errors = ''
  readonly window: Terminal['window']
  readonly typed: string[]
  readonly prompts: string[] = []
  readonly files: Record<string, string>
  readonly owned: Record<string, LocalOwnership> = {}
  /** Programs that the terminal was handed over to. */
  readonly programs: string[][] = []
  exitCode = 0
  #interrupt: (() => void) | undefined

  constructor(options: { columns?: number; typed?: string[]; files?: Record<string, string> } = {}) {
    this.window = options.columns === undefined ? undefined : { columns: options.columns, rows: 25 }
    this.typed = options.typed ?? []
    this.files = options.files ?? {}
  }

  out(text: string): void {
    this.output += text
  }
  error(text: string): void {
    this.errors += text
  }
  async write(bytes: Uint8Array): Promise<void> {
    this.output += Buffer.from(bytes).toString('utf8')
  }
  async *bytes(): AsyncGenerator<Uint8Array> {
    for (const text of this.typed) yield Buffer.from(text)
  }
  async askSecret(prompt: string): Promise<string | undefined> {
    this.prompts.push(prompt)
    return this.typed.shift()
  }
  async ask(prompt: string): Promise<string | undefined> {
    return await this.askSecret(prompt)
  }
  async *lines(): AsyncGenerator<string> {
    yield* this.typed
  }
  async input(): Promise<Uint8Array> {
    return Buffer.from(this.typed.join('\n'))
  }
  rawKeys(): undefined {
    return undefined
  }
  onInterrupt(listener: () => void): Disposable {
    this.#interrupt = listener
    return { [Symbol.dispose]: () => void (this.#interrupt = undefined) }
  }
  /** As if Ctrl-C was pressed. False: nobody listens, the program would end. */
  interrupt(): boolean {
    const listener = this.#interrupt
    listener?.()
    return listener !== undefined
  }
  async readFile(path: string): Promise<Uint8Array> {
    const text = this.files[path]
    if (text === undefined) throw new Error(`no file ${path}`)
    return Buffer.from(text)
  }
  async openFile(path: string): Promise<OpenedFile> {
    const bytes = await this.readFile(path)
    return { size: bytes.length, content: Readable.from([bytes]) }
  }
  async keepInput(): Promise<AsyncDisposable & { readonly path: string }> {
    this.files['/kept'] = this.typed.join('\n')
    return {
      path: '/kept',
      [Symbol.asyncDispose]: async () => {
        delete this.files['/kept']
      },
    }
  }
  async workFolder(): Promise<AsyncDisposable & { readonly path: string }> {
    return { path: '/work', [Symbol.asyncDispose]: async () => undefined }
  }
  async saveFile(path: string, content: AsyncIterable<Uint8Array>, ownership: LocalOwnership): Promise<void> {
    this.files[path] = await text(content)
    this.owned[path] = ownership
  }
  async run(program: string, args: readonly string[]): Promise<number> {
    this.programs.push([program, ...args])
    return this.exitCode
  }
}
