/** Where the command line reads and writes; a fake one in tests. */
export interface Terminal {
  out(text: string): void
  error(text: string): void
  /** Writes bytes as they are; resolves when more can be written. */
  write(bytes: Uint8Array): Promise<void>
  /** Standard input as it comes, until its end or until the signal aborts. */
  bytes(signal: AbortSignal): AsyncIterable<Uint8Array>
  /** Size of the window; undefined when the output is no terminal. */
  readonly window: { readonly columns: number; readonly rows: number } | undefined
  /** Asks without echo: on the terminal, or reads a line where there is none. Undefined: there is nothing to read. */
  askSecret(prompt: string): Promise<string | undefined>
  /** Asks, with what is typed shown. Undefined: there is nothing to read. */
  ask(prompt: string): Promise<string | undefined>
  /** Lines that are typed, or piped in, until the end. */
  lines(prompt: string): AsyncIterable<string>
  /** All of standard input. */
  input(): Promise<Uint8Array>
  /** Keys as they are pressed, with nothing done about them, until disposed of. Undefined: the input is no terminal. */
  rawKeys(listener: (bytes: Uint8Array) => void, onResize: () => void): Disposable | undefined
  /** Calls back when the user presses Ctrl-C, instead of ending the program. */
  onInterrupt(listener: () => void): Disposable
  readFile(path: string): Promise<Uint8Array>
  /** A file of any size; `-` is standard input. `size` in bytes where it is known. */
  openFile(path: string): Promise<OpenedFile>
  /** Keeps all of standard input in a file that nobody else can read, until that is disposed of. */
  keepInput(): Promise<AsyncDisposable & { readonly path: string }>
  /** A folder that nobody else can look into, gone with all in it when disposed of. */
  workFolder(): Promise<AsyncDisposable & { readonly path: string }>
  /** Writes a file whole or not at all; `-` is standard output. */
  saveFile(path: string, content: AsyncIterable<Uint8Array>, ownership: LocalOwnership): Promise<void>
  /** Hands the terminal over to a program until it ends, and answers its exit code. */
  run(program: string, args: readonly string[]): Promise<number>
}

export interface OpenedFile {
  readonly size?: number
  readonly content: AsyncIterable<Uint8Array>
}

/** Whose a file on this machine is to be, and what others may do with it; left out: as any new file. */
export interface LocalOwnership {
  /** Name or number. */
  readonly user?: string | undefined
  readonly group?: string | undefined
  readonly mode?: number | undefined
}
