import { t } from '@lingui/core/macro'
import type Rfb from '@novnc/novnc'
import { preferences } from '../../settings/preferences.ts'
import type { OpenConsole } from '../../shell/console-store.ts'
import { Store } from '../../store.ts'
import { nothingHeld, type Held, type KeyName } from '../keys/key-name.ts'
import { chord, screenKeys, typedStrokes, type ScreenKey, type Stroke } from '../keys/keysyms.ts'
import type { Ending, Link } from '../line/line.ts'
import { fetchTicket, openSocket } from '../line/ticket.ts'
import { Refusal } from '../line/verdict.ts'
import { LiveConsole } from '../live-console.ts'
import { pinchToZoom } from './pinch.ts'
import { touchKeyboard } from './touch-keyboard.ts'

const qualities = { low: [2, 9], medium: [6, 2], high: [9, 0] } as const
/** A guest's keyboard takes so many keys at once and no more. */
const strokeMs = 12

/** The screen of a VM, or of a container that draws its terminal. */
export class Screen extends LiveConsole {
  /** Nothing that is done here gets to the guest. */
  readonly viewOnly = new Store(false)
  /** What the guest copied last. */
  readonly guestClipboard = new Store('')
  readonly #picture = document.createElement('div')
  readonly #keyboard = touchKeyboard(
    text => void this.type(text),
    key => this.press(key),
  )
  readonly #unsubscribe: () => void
  #rfb: Rfb | undefined
  /** The last picture of a connection that broke: better than nothing to look at. */
  #left: HTMLCanvasElement | undefined
  #typing = Promise.resolve()
  #shown = false

  constructor(open: OpenConsole) {
    super(open)
    this.#picture.className = 'relative size-full'
    this.element.classList.replace('overflow-hidden', 'overflow-auto')
    this.element.classList.add('bg-page')
    this.element.append(this.#picture, this.#keyboard)
    pinchToZoom(this.element, this.#picture, taken => {
      // A finger that turns out to be one of two is no click.
      if (taken && this.#rfb) this.#rfb.viewOnly = true
      else this.#apply()
    })
    const apply = () => this.#apply()
    const stops = [preferences.subscribe(apply), this.viewOnly.subscribe(apply), this.held.subscribe(() => this.#sendHeld())]
    this.#unsubscribe = () => stops.forEach(stop => stop())
  }

  protected override takeFocus(): boolean {
    this.#rfb?.focus({ preventScroll: true })
    return this.#rfb !== undefined
  }

  /** Brings up the keyboard of a screen that is touched. */
  showKeyboard(): void {
    this.#keyboard.focus()
  }

  override press(key: KeyName): void {
    this.pressTogether([key])
  }

  pressTogether(keys: readonly ScreenKey[]): void {
    this.#send(chord(keys))
    this.held.set(nothingHeld)
  }

  override async type(text: string): Promise<void> {
    this.#typing = this.#typing.then(async () => {
      for (const strokes of typedStrokes(text)) {
        this.#send(strokes)
        await new Promise(resolve => setTimeout(resolve, strokeMs))
      }
      this.held.set(nothingHeld)
    })
    await this.#typing
  }

  /** Gives the guest a text that it can paste, where its clipboard is joined. */
  sendClipboard(text: string): void {
    this.#rfb?.clipboardPasteFrom(text)
  }

  /** The picture as it is now. */
  async takePicture(): Promise<Blob> {
    const canvas = this.#picture.querySelector('canvas')
    if (!canvas || canvas.width === 0) throw new Error(t`There is no picture yet`)
    const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/png'))
    if (!blob) throw new Error(t`The picture cannot be saved`)
    return blob
  }

  override end(): void {
    super.end()
    this.#unsubscribe()
  }

  protected override onShown(): void {
    this.#shown = true
    this.#apply()
  }

  protected override onHidden(): void {
    this.#shown = false
    // A screen that is nowhere is not the size to give a guest.
    if (this.#rfb) this.#rfb.resizeSession = false
  }

  protected override letGo(): void {
    this.#send((['Control', 'Shift', 'Alt', 'Meta'] as const).map(key => ({ ...screenKeys[key], down: false })))
    this.held.set(nothingHeld)
  }

  #send(strokes: readonly Stroke[]): void {
    for (const { keysym, code, down } of strokes) this.#rfb?.sendKey(keysym, code ?? null, down)
  }

  #heldBefore: Held = nothingHeld
  #sendHeld(): void {
    const { ctrl, alt } = this.held.get()
    const before = this.#heldBefore
    this.#heldBefore = this.held.get()
    if (ctrl !== before.ctrl) this.#send([{ ...screenKeys.Control, down: ctrl }])
    if (alt !== before.alt) this.#send([{ ...screenKeys.Alt, down: alt }])
  }

  #apply(): void {
    const rfb = this.#rfb
    if (!rfb) return
    const { screenScaling, screenQuality } = preferences.get()
    const [quality, compression] = qualities[screenQuality]
    rfb.viewOnly = this.viewOnly.get()
    rfb.scaleViewport = screenScaling !== 'actual'
    rfb.resizeSession = this.#shown && screenScaling === 'resize'
    rfb.qualityLevel = quality
    rfb.compressionLevel = compression
  }

  protected override async connect(): Promise<Link> {
    const [{ default: RfbClass }, { url, ticket }] = await Promise.all([import('@novnc/novnc'), fetchTicket(this.open)])
    const socket = await openSocket(url)
    const rfb = new RfbClass(this.#picture, socket, { credentials: { username: '', password: ticket, target: '' } })
    rfb.background = 'transparent'
    const opened = Promise.withResolvers<void>()
    const ended = Promise.withResolvers<Ending>()
    rfb.addEventListener('connect', () => opened.resolve())
    rfb.addEventListener('securityfailure', ({ detail }) =>
      opened.reject(new Refusal(detail.reason ?? t`the guest's screen refused the ticket`)),
    )
    rfb.addEventListener('clipboard', ({ detail }) => this.guestClipboard.set(detail.text))
    // The canvas outlives its connection here, so that there is something to look at.
    const canvas = [...this.#picture.querySelectorAll('canvas')].at(-1)
    rfb.addEventListener('disconnect', () => {
      if (this.#rfb === rfb) this.#keep(canvas)
      this.keepFocus()
      opened.reject(new Error(t`the screen's connection was closed`))
      ended.resolve({ finished: false })
    })
    await opened.promise
    this.#left?.remove()
    this.#left = undefined
    this.#rfb = rfb
    if (canvas) this.#describe(canvas)
    this.#apply()
    this.ready()
    return { close: () => rfb.disconnect(), ended: ended.promise }
  }

  #keep(canvas: HTMLCanvasElement | undefined): void {
    this.#rfb = undefined
    if (!canvas || canvas.width === 0) return
    this.#left?.remove()
    this.#left = canvas
    canvas.classList.add('absolute', 'inset-0', 'opacity-50', 'pointer-events-none')
    this.#picture.append(canvas)
  }

  #describe(canvas: HTMLCanvasElement): void {
    canvas.tabIndex = 0
    canvas.setAttribute('role', 'application')
    canvas.setAttribute('aria-label', t`Screen`)
    canvas.setAttribute('aria-description', t`Ctrl+Shift+F6 leaves the console`)
    canvas.addEventListener('blur', () => this.letGo())
  }
}
