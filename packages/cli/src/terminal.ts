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
  /** Lines that are typed, or piped in, until the end. */
  lines(prompt: string): AsyncIterable<string>
  /** All of standard input. */
  input(): Promise<Uint8Array>
  /** Keys as they are pressed, with nothing done about them, until disposed of. Undefined: the input is no terminal. */
  rawKeys(listener: (bytes: Uint8Array) => void, onResize: () => void): Disposable | undefined
  /** Calls back when the user presses Ctrl-C, instead of ending the program. */
  onInterrupt(listener: () => void): Disposable
  readFile(path: string): Promise<Uint8Array>
}
