import { timingSafeEqual, createHash } from 'node:crypto'
import { Duplex } from 'node:stream'
import { failureText } from '@quorate/schema'
import { readLogin, TerminalFrames } from './terminal-protocol.ts'

function same(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(left), digest(right))
}

/** Answers a right ticket. A client shows nothing before it. */
const welcome = Buffer.from('OK')

/** What a terminal shows: bytes both ways. */
export interface TerminalLine extends Duplex {
  /** Tells how large the viewer's window is. What has no size, as a serial port, has no such method. */
  resize?(columns: number, rows: number): void
}

/**
 * One end speaks the terminal protocol with a client, the other is a line of a guest. The line is opened only after the
 * client's first frame proved that it knows the user and the ticket. A client has no other place for words than its
 * terminal: there it is told why the line could not be opened, or broke.
 */
export class TerminalBridge extends Duplex {
  readonly #open: () => Promise<TerminalLine>
  readonly #user: string
  readonly #ticket: string
  readonly #frames = new TerminalFrames()
  #login: Buffer = Buffer.alloc(0)
  #line: TerminalLine | undefined
  /** The line could not be opened: what the client still sends is for nobody. */
  #refused = false

  constructor(open: () => Promise<TerminalLine>, user: string, ticket: string) {
    super({ allowHalfOpen: false })
    this.#open = open
    this.#user = user
    this.#ticket = ticket
  }

  override _read(): void {
    this.#line?.resume()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    try {
      if (this.#refused) done()
      else if (this.#line) this.#forward(chunk, done)
      else this.#greet(chunk, done)
    } catch (error) {
      done(error as Error)
    }
  }

  #greet(chunk: Buffer, done: (error?: Error | null) => void): void {
    this.#login = Buffer.concat([this.#login, chunk])
    const login = readLogin(this.#login)
    if (!login) return done()
    if (login.user !== this.#user || !same(login.ticket, this.#ticket)) throw new Error('the terminal client gave a wrong ticket')
    void this.#begin(login.rest, done)
  }

  async #begin(rest: Buffer, done: (error?: Error | null) => void): Promise<void> {
    try {
      const line = await this.#open()
      this.#adopt(line)
      this.push(welcome)
    } catch (error) {
      this.#refused = true
      this.push(welcome)
      this.#tell(error)
      return done()
    }
    try {
      this.#forward(rest, done)
    } catch (error) {
      done(error as Error)
    }
  }

  /** The last that the client sees. */
  #tell(error: unknown): void {
    // oxlint-disable-next-line no-control-regex
    this.push(Buffer.from(`\r\n${failureText(error).replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')}\r\n`))
    this.push(null)
  }

  #adopt(line: TerminalLine): void {
    this.#line = line
    if (this.destroyed) return void line.destroy()
    line.once('error', error => this.#tell(error))
    line.once('close', () => this.push(null))
    line.on('data', data => {
      if (!this.push(data)) line.pause()
    })
  }

  #forward(chunk: Buffer, done: (error?: Error | null) => void): void {
    const inputs: Buffer[] = []
    for (const frame of this.#frames.push(chunk)) {
      if (frame.kind === 'input') inputs.push(frame.data)
      else if (frame.kind === 'resize') this.#line?.resize?.(frame.columns, frame.rows)
    }
    if (inputs.length === 0) return done()
    this.#line?.write(Buffer.concat(inputs), error => done(error))
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#line?.end()
    done()
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#line?.destroy()
    done(error)
  }
}
