/** What a terminal client sends after its first frame: `0:LENGTH:DATA` input, `1:COLUMNS:ROWS:` resize, `2` ping. */
export type TerminalFrame =
  | { readonly kind: 'input'; readonly data: Buffer }
  | { readonly kind: 'resize'; readonly columns: number; readonly rows: number }
  | { readonly kind: 'ping' }

const longestHeader = 32
/** A frame with its header fits into the largest message of a WebSocket here. */
const longestInput = (4 << 20) - longestHeader

/** Splits the byte stream of a terminal client into frames; keeps what is not complete yet. Throws on what is no frame. */
export class TerminalFrames {
  #pending: Buffer = Buffer.alloc(0)

  push(chunk: Uint8Array): TerminalFrame[] {
    this.#pending = this.#pending.length ? Buffer.concat([this.#pending, chunk]) : Buffer.from(chunk)
    const frames: TerminalFrame[] = []
    for (let frame = this.#next(); frame; frame = this.#next()) frames.push(frame)
    return frames
  }

  #next(): TerminalFrame | undefined {
    const head = this.#pending.toString('latin1', 0, longestHeader)
    if (head === '') return undefined
    if (head[0] === '2') {
      this.#pending = this.#pending.subarray(1)
      return { kind: 'ping' }
    }
    const resize = /^1:(\d{1,5}):(\d{1,5}):/.exec(head)
    if (resize) {
      this.#pending = this.#pending.subarray(resize[0].length)
      return { kind: 'resize', columns: Number(resize[1]), rows: Number(resize[2]) }
    }
    const input = /^0:(\d{1,7}):/.exec(head)
    if (input) return this.#input(input[0].length, Number(input[1]))
    if (this.#pending.length < longestHeader && /^(0(:\d{0,7})?|1(:\d{0,5}(:\d{0,5})?)?)$/.test(head)) return undefined
    throw new Error('the terminal client sent something that is no frame')
  }

  #input(start: number, length: number): TerminalFrame | undefined {
    if (length > longestInput) throw new Error('the terminal client sent a frame that is too long')
    if (this.#pending.length < start + length) return undefined
    const data = this.#pending.subarray(start, start + length)
    this.#pending = this.#pending.subarray(start + length)
    return { kind: 'input', data }
  }
}

/** Splits off the first frame, `user:ticket\n`. undefined: not complete yet. */
export function readLogin(received: Buffer): { user: string; ticket: string; rest: Buffer } | undefined {
  const end = received.indexOf(0x0a)
  if (end < 0) {
    if (received.length > 1024) throw new Error('the terminal client sent no login line')
    return undefined
  }
  const line = received.toString('utf8', 0, end)
  const ticketAt = line.indexOf(':PVEVNC:')
  if (ticketAt < 0) throw new Error('the terminal client sent no ticket')
  return { user: line.slice(0, ticketAt), ticket: line.slice(ticketAt + 1), rest: received.subarray(end + 1) }
}
