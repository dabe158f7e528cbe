/** Where the command line reads and writes; a fake one in tests. */
export interface Terminal {
  out(text: string): void
  error(text: string): void
  /** Characters a line may have; undefined when the output is no terminal. */
  readonly columns: number | undefined
  /** Asks on the terminal without echo; undefined when there is none. */
  askSecret(prompt: string): Promise<string | undefined>
  /** Calls back when the user presses Ctrl-C, instead of ending the program. */
  onInterrupt(listener: () => void): Disposable
}
