import { timingSafeEqual, createHash } from 'node:crypto'
import { Duplex } from 'node:stream'
import { readLogin, TerminalFrames } from './terminal-protocol.ts'

function same(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(left), digest(right))
}

/**
 * One end speaks the terminal protocol with a client, the other is a serial port of a guest. The port is opened only
 * after the client's first frame proved that it knows the user and the ticket. A serial port has no size:
 * resize frames change nothing.
 */
export class TerminalBridge extends Duplex {
  readonly #open: () => Promise<Duplex>
  readonly #user: string
  readonly #ticket: string
  readonly #frames = new TerminalFrames()
  #login: Buffer = Buffer.alloc(0)
  #serial: Duplex | undefined

  constructor(open: () => Promise<Duplex>, user: string, ticket: string) {
    super({ allowHalfOpen: false })
    this.#open = open
    this.#user = user
    this.#ticket = ticket
  }

  override _read(): void {
    this.#serial?.resume()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    try {
      if (this.#serial) this.#forward(chunk, done)
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
    this.#open()
      .then(serial => {
        this.#adopt(serial)
        this.push(Buffer.from('OK'))
        this.#forward(login.rest, done)
      })
      .catch((error: Error) => void this.destroy(error))
  }

  #adopt(serial: Duplex): void {
    this.#serial = serial
    if (this.destroyed) return void serial.destroy()
    serial.once('error', error => this.destroy(error))
    serial.once('close', () => this.push(null))
    serial.on('data', data => {
      if (!this.push(data)) serial.pause()
    })
  }

  #forward(chunk: Buffer, done: (error?: Error | null) => void): void {
    const inputs = this.#frames.push(chunk).flatMap(frame => (frame.kind === 'input' ? [frame.data] : []))
    if (inputs.length === 0) return done()
    this.#serial?.write(Buffer.concat(inputs), error => done(error))
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#serial?.end()
    done()
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#serial?.destroy()
    done(error)
  }
}
