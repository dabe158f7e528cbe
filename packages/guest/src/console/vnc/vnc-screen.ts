import { Duplex } from 'node:stream'
import type { TerminalSize } from '../session/terminal-size.ts'
import type { TerminalSession } from '../session/terminal-session.ts'
import { ByteQueue } from './byte-queue.ts'
import { nextMessage, type ClientMessage } from './client-messages.ts'
import { pixelSize, serverInit, updateHead } from './server-texts.ts'
import type { Unifont } from './unifont.ts'
import { RefusedClient, VncHandshake } from './vnc-handshake.ts'
import { VncInput, type InputEffect } from './vnc-input.ts'
import { VncPicture } from './vnc-picture.ts'
import { VncSize } from './vnc-size.ts'

/** Changes are collected for so long before they are drawn; longer where drawing takes long. milliseconds */
const collectMs = 15
const restFactor = 3
/** How long the last picture is there to be asked for and to be looked at. milliseconds */
const lastLookMs = 2000
const bell = Buffer.from([2])

export interface VncScreenOptions {
  readonly password: string
  readonly title: string
  /** As many columns and rows as the client wants at first. */
  readonly size?: TerminalSize | undefined
}

/**
 * A VNC server for one client, which shows a session's terminal. It draws when the client has asked, and has taken what
 * it got before: a slow one sees fewer pictures, and nothing piles up.
 */
export class VncScreen extends Duplex {
  readonly #session: TerminalSession
  readonly #title: string
  readonly #received = new ByteQueue()
  readonly #handshake: VncHandshake
  readonly #input: VncInput
  readonly #picture: VncPicture
  readonly #size: VncSize
  #requested = false
  /** There may be something that the client has not got. */
  #stale = true
  #rings = false
  #drawing = false
  #timer: NodeJS.Timeout | undefined
  /** Running from the session's end on. */
  #lastLook: NodeJS.Timeout | undefined
  #notBefore = 0
  /** lines that it looks back */
  #back = 0

  constructor(session: TerminalSession, font: Unifont, { password, title, size }: VncScreenOptions) {
    super({ allowHalfOpen: false, readableHighWaterMark: 1 })
    this.#session = session
    this.#title = title
    this.#handshake = new VncHandshake(password)
    this.#input = new VncInput(session.emulator.terminal)
    this.#picture = new VncPicture(font)
    this.#size = new VncSize(session, size)
    session.enter(this)
    session.on('drawn', this.#onDrawn).on('bell', this.#onBell).once('closed', this.#onClosed)
    if (session.closed) this.#onClosed()
    this.push(this.#handshake.greeting)
  }

  readonly #onDrawn = () => this.#look()
  readonly #onBell = () => {
    this.#rings = true
    this.#look()
  }
  /** The last words are on the screen now. */
  readonly #onClosed = () => {
    this.#lastLook = setTimeout(() => this.push(null), lastLookMs)
    this.#look()
  }

  override _read(): void {
    this.#later()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#received.push(chunk)
    try {
      if (!this.#handshake.done) this.#shakeHands()
      let typed = ''
      const next = () => (this.#handshake.done ? nextMessage(this.#received) : undefined)
      for (let message = next(); message; message = next()) typed += this.#act(message)
      this.#type(typed, done)
    } catch (error) {
      if (error instanceof RefusedClient && error.answer) this.push(error.answer)
      this.push(null)
      done()
    }
  }

  #shakeHands(): void {
    for (let answer = this.#handshake.next(this.#received); answer; answer = this.#handshake.next(this.#received)) this.push(answer)
    if (!this.#handshake.done) return
    this.#size.claim()
    this.#picture.size = this.#session.emulator.size
    this.push(serverInit(pixelSize(this.#picture.size), this.#title))
  }

  /** Answers what is to be typed. */
  #act(message: ClientMessage): string {
    switch (message.kind) {
      case 'format':
        this.#picture.format = message.format
        break
      case 'encodings':
        this.#picture.encodings = message.encodings
        this.#size.encodings = message.encodings
        break
      case 'request':
        this.#requested = true
        if (!message.incremental) this.#picture.forget()
        this.#stale ||= !message.incremental
        this.#later()
        break
      case 'key':
        return this.#effect(this.#input.key(message.keysym, message.down))
      case 'pointer':
        return this.#effect(this.#input.pointer(message.buttons))
      case 'cut':
        this.#input.cut(message.text)
        break
      case 'size':
        this.#size.ask(message)
        this.#look()
    }
    return ''
  }

  #effect({ typed = '', scrolled }: InputEffect): string {
    const most = this.#session.emulator.terminal.buffer.active.baseY
    const back = scrolled === undefined ? (typed === '' ? this.#back : 0) : Math.min(Math.max(this.#back + scrolled, 0), most)
    if (back !== this.#back) this.#look()
    this.#back = back
    return typed
  }

  #type(text: string, done: () => void): void {
    if (text === '') return done()
    this.#size.claim()
    // What a program that has ended cannot take is lost with it.
    this.#session.type(Buffer.from(text), () => done())
  }

  #look(): void {
    this.#stale = true
    this.#later()
  }

  #later(): void {
    if (this.#timer || this.#drawing || this.destroyed || !this.#requested || !this.#stale) return
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined
        this.#update().catch((error: Error) => this.destroy(error))
      },
      Math.max(this.#notBefore - performance.now(), collectMs),
    )
  }

  async #update(): Promise<void> {
    if (this.readableLength > 0) return
    const started = performance.now()
    this.#drawing = true
    this.#stale = false
    const rectangles = await this.#rectangles()
    const rings = this.#rings ? [bell] : []
    this.#rings = false
    this.#drawing = false
    this.#notBefore = performance.now() + (performance.now() - started) * restFactor
    if (this.destroyed) return
    if (rectangles.length > 0) this.#requested = false
    const update = rectangles.length > 0 ? [updateHead(rectangles.length), ...rectangles] : []
    if (rings.length + update.length > 0) this.push(Buffer.concat([...rings, ...update]))
    this.#later()
  }

  async #rectangles(): Promise<Buffer[]> {
    const { emulator } = this.#session
    const news = this.#size.news(this.#picture.size)
    if (!news) return await this.#picture.update(emulator, this.#back)
    // Alone: the client asks for the picture in the new size then.
    this.#picture.size = emulator.size
    this.#stale = true
    return [news]
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    clearTimeout(this.#timer)
    clearTimeout(this.#lastLook)
    this.#session.off('drawn', this.#onDrawn).off('bell', this.#onBell).off('closed', this.#onClosed)
    this.#session.leave(this)
    this.#picture.close()
    done(error)
  }
}
