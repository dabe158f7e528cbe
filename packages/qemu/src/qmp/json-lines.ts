/** Cuts a stream of text into its lines of JSON. QEMU ends each message with CR LF; the guest agent's delimiter byte 0xff is dropped. */
export class JsonLines {
  #rest = ''

  /** Messages completed by this chunk. Lines that are no JSON object are passed to `onGarbage`. */
  push(chunk: string, onGarbage: (line: string) => void): Record<string, unknown>[] {
    const parts = (this.#rest + chunk).split('\n')
    this.#rest = parts.pop() as string
    const messages: Record<string, unknown>[] = []
    for (const part of parts) {
      const line = part.trim()
      if (line === '') continue
      try {
        messages.push(JSON.parse(line) as Record<string, unknown>)
      } catch {
        onGarbage(line)
      }
    }
    return messages
  }

  reset(): void {
    this.#rest = ''
  }
}
