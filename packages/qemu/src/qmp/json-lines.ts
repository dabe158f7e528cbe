import { hasReasonableShape } from './json-shape.ts'

function parseMessage(line: string): Record<string, unknown> | undefined {
  if (!hasReasonableShape(line)) return undefined
  try {
    const value = JSON.parse(line) as unknown
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/** Cuts a stream of text into its lines of JSON. QEMU ends each message with CR LF; the guest agent's delimiter byte 0xff is dropped. */
export class JsonLines {
  /** Of the line that has no end yet. A message may have many megabytes, which come in thousands of pieces. */
  #pieces: string[] = []
  #waiting = 0

  /** Length of what has come of the line that has no end yet. */
  get waiting(): number {
    return this.#waiting
  }

  /** Messages completed by this chunk. Lines that are no JSON object, or of a shape that no message has, are passed to `onGarbage`. */
  push(chunk: string, onGarbage: (line: string) => void): Record<string, unknown>[] {
    const lines = chunk.split('\n')
    const rest = lines.pop() as string
    const messages: Record<string, unknown>[] = []
    for (const end of lines) {
      const line = [...this.#pieces, end].join('').trim()
      this.reset()
      if (line === '') continue
      const message = parseMessage(line)
      if (message) messages.push(message)
      else onGarbage(line)
    }
    if (rest !== '') {
      this.#pieces.push(rest)
      this.#waiting += rest.length
    }
    return messages
  }

  reset(): void {
    this.#pieces = []
    this.#waiting = 0
  }
}
