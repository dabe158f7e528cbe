/** Cuts a stream of text into its lines of JSON. QEMU ends each message with CR LF; the guest agent's delimiter byte 0xff is dropped. */
export class JsonLines {
  /** Of the line that has no end yet. A message may have many megabytes, which come in thousands of pieces. */
  #pieces: string[] = []

  /** Messages completed by this chunk. Lines that are no JSON object are passed to `onGarbage`. */
  push(chunk: string, onGarbage: (line: string) => void): Record<string, unknown>[] {
    const lines = chunk.split('\n')
    const rest = lines.pop() as string
    const messages: Record<string, unknown>[] = []
    for (const end of lines) {
      const line = [...this.#pieces, end].join('').trim()
      this.#pieces = []
      if (line === '') continue
      try {
        messages.push(JSON.parse(line) as Record<string, unknown>)
      } catch {
        onGarbage(line)
      }
    }
    if (rest !== '') this.#pieces.push(rest)
    return messages
  }

  reset(): void {
    this.#pieces = []
  }
}
