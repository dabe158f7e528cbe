import { Store } from '../store.ts'
import type { OpenConsole } from '../shell/console-store.ts'
import { nothingHeld, type Held, type KeyName } from './keys/key-name.ts'
import { Line, type Link } from './line/line.ts'
import { subjectOf } from './line/subject.ts'

/** What stands between a console's tools and its picture. */
export type Strip = 'type' | 'clipboard'

/**
 * An open console. It lives apart from the components that show it: its element moves with its connection, its picture
 * and its cursor from place to place.
 */
export abstract class LiveConsole {
  readonly open: OpenConsole
  readonly element: HTMLDivElement
  readonly strip = new Store<Strip | undefined>(undefined)
  /** Keys of the key bar that stay down until another is typed. */
  readonly held = new Store<Held>(nothingHeld)
  #line: Line | undefined
  #hadFocus = false
  #focused = false
  /** It was to get the keyboard before it could. */
  #wantsFocus = false

  constructor(open: OpenConsole) {
    this.open = open
    this.element = document.createElement('div')
    // Keys that are typed in here are no shortcuts of the page.
    this.element.dataset.console = open.id
    this.element.className = 'absolute inset-0 overflow-hidden outline-none'
    // It has the keyboard even while there is nothing in it that could: what is typed meanwhile is no shortcut.
    this.element.tabIndex = -1
    this.element.addEventListener('pointerdown', event => event.target === this.element && this.focus())
    this.element.addEventListener('focusin', () => (this.#focused = true))
    this.element.addEventListener('focusout', () => setTimeout(() => (this.#focused = this.element.contains(document.activeElement))))
    // The way out of the keyboard's trap, before the console itself hears of it.
    this.element.addEventListener(
      'keydown',
      event => {
        if (event.key !== 'F6' || !event.ctrlKey || !event.shiftKey) return
        event.preventDefault()
        event.stopPropagation()
        this.letGo()
        this.element.closest('[data-console-frame]')?.querySelector<HTMLElement>('[data-console-tools] :is(button, select)')?.focus()
      },
      { capture: true },
    )
  }

  get line(): Line {
    this.#line ??= new Line(() => this.connect(), subjectOf(this.open))
    return this.#line
  }

  /** Puts it where a component has room for it. */
  moveTo(place: HTMLElement): void {
    place.append(this.element)
    this.onShown()
    if (this.#hadFocus) this.focus()
    this.#hadFocus = false
  }

  leave(place: HTMLElement): void {
    if (this.element.parentElement !== place) return
    // Only who moves on at once keeps the keyboard.
    this.#hadFocus = this.element.contains(document.activeElement)
    setTimeout(() => (this.#hadFocus = false))
    this.onHidden()
    this.element.remove()
  }

  end(): void {
    this.#line?.close()
    this.element.remove()
  }

  toggleStrip(strip: Strip): void {
    this.strip.set(this.strip.get() === strip ? undefined : strip)
  }

  hold(change: Partial<Held>): void {
    this.held.set({ ...this.held.get(), ...change })
  }

  /** Gives it the keyboard, at once or when it has connected. */
  focus(): void {
    this.#wantsFocus = !this.takeFocus()
    if (this.#wantsFocus) this.element.focus({ preventScroll: true })
  }

  /** To be called when what had the keyboard is gone. */
  protected keepFocus(): void {
    if (this.#focused) this.focus()
  }

  /** To be called when it can take the keyboard. */
  protected ready(): void {
    if (this.#wantsFocus || this.element.contains(document.activeElement)) this.focus()
  }

  /** Answers whether it could. */
  protected abstract takeFocus(): boolean
  /** Types a key that has no character, with the keys that are held. */
  abstract press(key: KeyName): void
  /** Types a text as if by hand. */
  abstract type(text: string): Promise<void>
  protected abstract connect(): Promise<Link>
  /** Lets go of keys that are down. */
  protected abstract letGo(): void
  protected onShown(): void {}
  protected onHidden(): void {}
}
