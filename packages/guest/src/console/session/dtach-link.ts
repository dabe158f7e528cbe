import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { attachPacket, inputAtOnce, inputPackets, sizePacket } from './dtach-protocol.ts'

/** What a new terminal shows when the end of a line is typed. */
const echo = '\r\n'

type Done = (error?: Error | null) => void

interface Waiting {
  readonly packets: Buffer
  readonly done?: Done | undefined
}

/** The terminal of a program, as the side sees it that people look from. */
export interface ProgramLine {
  /** Nothing is read before. `ended`: there will be no more. */
  listen(deliver: (data: Buffer) => void, ended: () => void): void
  /** `done`: it was passed on. */
  send(data: Uint8Array, done?: (error?: Error | null) => void): void
  resize(columns: number, rows: number): void
  /** The program waits while nobody reads. */
  pause(): void
  resume(): void
  close(): void
}

/** A connection to a program that dtach keeps. */
export class DtachLink implements ProgramLine {
  readonly #socket: Socket
  readonly #waiting: Waiting[] = []
  #writing = false

  private constructor(socket: Socket) {
    this.#socket = socket
    // Its end is told by 'close'.
    socket.on('error', () => undefined)
    socket.on('close', () => {
      for (const { done } of this.#waiting.splice(0)) done?.(new Error('the console has ended'))
    })
    this.#enqueue(attachPacket())
  }

  /** Fails with the system's error when nobody listens there. */
  static async open(path: string): Promise<DtachLink> {
    const socket = connect(path)
    await once(socket, 'connect')
    return new DtachLink(socket)
  }

  /** Types the end of a line and takes its echo away. Before `listen`; false: the program has ended, or echoes nothing for so long. */
  async enterLine(timeoutMs: number): Promise<boolean> {
    const socket = this.#socket
    const over = new AbortController()
    const giveUp = () => over.abort()
    const timer = setTimeout(giveUp, timeoutMs)
    socket.once('close', giveUp)
    this.send(Buffer.from('\n'))
    try {
      while (!socket.closed && !over.signal.aborted) {
        if (socket.read(echo.length) !== null) return true
        await once(socket, 'readable', { signal: over.signal }).catch(() => undefined)
      }
      return false
    } finally {
      clearTimeout(timer)
      socket.off('close', giveUp)
    }
  }

  listen(deliver: (data: Buffer) => void, ended: () => void): void {
    if (this.#socket.closed) return ended()
    this.#socket.on('data', deliver)
    this.#socket.on('close', ended)
  }

  send(data: Uint8Array, done?: Done): void {
    if (data.length === 0) return void done?.()
    for (let from = 0; from < data.length; from += inputAtOnce) {
      const end = from + inputAtOnce
      this.#enqueue(inputPackets(data.subarray(from, end)), end >= data.length ? done : undefined)
    }
  }

  resize(columns: number, rows: number): void {
    this.#enqueue(sizePacket(columns, rows))
  }

  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  close(): void {
    this.#socket.destroy()
  }

  #enqueue(packets: Buffer, done?: Done): void {
    if (this.#socket.destroyed) return void done?.(new Error('the console has ended'))
    this.#waiting.push({ packets, done })
    if (!this.#writing) this.#next()
  }

  /** One write at a time: Node would join several into one, which the kernel may split anywhere. */
  #next(): void {
    const first = this.#waiting.shift()
    this.#writing = first !== undefined
    if (!first) return
    this.#socket.write(first.packets, error => {
      first.done?.(error)
      this.#next()
    })
  }
}
