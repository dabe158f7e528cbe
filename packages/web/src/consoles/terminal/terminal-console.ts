import { t } from '@lingui/core/macro'
import type { OpenConsole } from '../../shell/console-store.ts'
import { Store } from '../../store.ts'
import { nothingHeld, type KeyName } from '../keys/key-name.ts'
import { heldCharacter, terminalKey } from '../keys/terminal-keys.ts'
import type { Ending, Link } from '../line/line.ts'
import { fetchTicket, openSocket } from '../line/ticket.ts'
import { LiveConsole } from '../live-console.ts'
import { inputFrames, loginFrame, pingFrame, resizeFrame, saysFarewell } from './frames.ts'
import type { Xterm } from './xterm.ts'

/** Connections that nothing passes over are cut by some proxies. */
const pingMs = 25_000
/** So much of what came last is looked at for last words. */
const tailCharacters = 120

/** A terminal of a container, a serial port or a node. */
export class TerminalConsole extends LiveConsole {
  /** Whether something is selected that can be copied. */
  readonly selected = new Store(false)
  readonly #box = document.createElement('div')
  #opening: Promise<Xterm> | undefined
  #xterm: Xterm | undefined
  #socket: WebSocket | undefined
  #before = false

  constructor(open: OpenConsole) {
    super(open)
    this.#box.className = 'pointer-events-none absolute inset-1'
    this.element.append(this.#box)
    this.element.classList.add('bg-surface')
  }

  protected override takeFocus(): boolean {
    this.#xterm?.terminal.focus()
    return this.#xterm !== undefined
  }

  override press(key: KeyName): void {
    const terminal = this.#xterm?.terminal
    terminal?.input(terminalKey(key, this.held.get(), terminal.modes.applicationCursorKeysMode))
    this.held.set(nothingHeld)
  }

  override async type(text: string): Promise<void> {
    this.#xterm?.terminal.input(text)
  }

  /** As by Ctrl+Shift+V: programs that ask for it are told that it is pasted. */
  paste(text: string): void {
    this.#xterm?.terminal.paste(text)
  }

  async copy(): Promise<void> {
    const terminal = this.#xterm?.terminal
    if (terminal?.hasSelection()) await navigator.clipboard.writeText(terminal.getSelection())
    terminal?.focus()
  }

  clear(): void {
    this.#xterm?.terminal.clear()
  }

  override end(): void {
    super.end()
    this.#xterm?.dispose()
  }

  protected override onShown(): void {
    this.#xterm?.fit()
  }

  protected override letGo(): void {
    this.held.set(nothingHeld)
  }

  async #open(): Promise<Xterm> {
    const { openXterm } = await import('./xterm.ts')
    const xterm = openXterm(this.#box, t`Terminal`, t`Ctrl+Shift+F6 leaves the console`)
    const { terminal } = xterm
    terminal.onData(data => {
      const held = this.held.get()
      this.#send(...inputFrames(held.ctrl || held.alt ? heldCharacter(data, held) : data))
      this.held.set(nothingHeld)
    })
    terminal.onBinary(data => this.#send(...inputFrames(data)))
    terminal.onResize(({ cols, rows }) => this.#send(resizeFrame(cols, rows)))
    terminal.onSelectionChange(() => this.selected.set(terminal.hasSelection()))
    xterm.fit()
    this.#xterm = xterm
    this.#box.classList.remove('pointer-events-none')
    this.ready()
    return xterm
  }

  #send(...frames: readonly string[]): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return
    for (const frame of frames) this.#socket.send(frame)
  }

  protected override async connect(): Promise<Link> {
    this.#opening ??= this.#open().catch((error: unknown) => {
      this.#opening = undefined
      throw error
    })
    const [{ terminal }, { url, ticket, user }] = await Promise.all([this.#opening, fetchTicket(this.open)])
    const socket = await openSocket(url)
    const ended = Promise.withResolvers<Ending>()
    const accepted = Promise.withResolvers<void>()
    const decoder = new TextDecoder()
    let tail = ''
    let greeting = true
    // A session shows itself anew to who comes again; a serial port goes on where it is.
    let stale = this.#before && this.open.kind !== 'serial'
    const take = (bytes: Uint8Array) => {
      if (bytes.length === 0) return
      if (stale) terminal.reset()
      stale = false
      terminal.write(bytes)
      tail = (tail + decoder.decode(bytes, { stream: true })).slice(-tailCharacters)
    }
    socket.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
      const bytes = new Uint8Array(data)
      if (!greeting) return take(bytes)
      // "OK", perhaps with the first text behind it.
      greeting = false
      accepted.resolve()
      return take(bytes.subarray(2))
    })
    const ping = setInterval(() => this.#send(pingFrame), pingMs)
    socket.addEventListener('close', () => {
      clearInterval(ping)
      accepted.reject(new Error(t`the server closed the terminal`))
      ended.resolve({ finished: saysFarewell(tail) })
    })
    socket.send(loginFrame(user, ticket))
    await accepted.promise
    this.#before = true
    this.#socket = socket
    if (this.open.kind !== 'serial') this.#send(resizeFrame(terminal.cols, terminal.rows))
    return { close: () => socket.close(), ended: ended.promise }
  }
}
