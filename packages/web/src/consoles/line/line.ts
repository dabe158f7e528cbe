import { Store } from '../../store.ts'
import { isFinal } from './verdict.ts'
import { waitMs } from './waits.ts'

/** An open connection. */
export interface Link {
  close(): void
  readonly ended: Promise<Ending>
}

export interface Ending {
  /** What ran there is over: it is opened again only when somebody wants that. */
  readonly finished: boolean
}

/** What stands at the other end: a guest or a node. */
export interface Subject {
  presence(): Presence
  subscribe(listener: () => void): () => void
}
/** `unknown`: the list of guests has not come yet. */
export type Presence = 'unknown' | 'there' | 'off' | 'gone'

export type LineState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open' }
  /** It is tried again by itself. `reason`: why the last try failed, where that is known. */
  | { readonly kind: 'lost'; readonly reason: string | undefined }
  | { readonly kind: 'refused'; readonly error: unknown }
  /** The guest does not run; it is opened when it does. */
  | { readonly kind: 'off' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'finished' }

/** Open for so long, a connection was a good one: after it waits begin anew. */
const steadyMs = 10_000

/** Keeps a console connected: opens it, and opens it again whenever it breaks, until it is closed. */
export class Line {
  readonly state = new Store<LineState>({ kind: 'connecting' })
  readonly #connect: () => Promise<Link>
  readonly #subject: Subject
  readonly #unsubscribe: () => void
  #presence: Presence
  #link: Link | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Which try is the present one: what earlier ones still say is not heard. */
  #turn = 0
  #tries = 0

  constructor(connect: () => Promise<Link>, subject: Subject) {
    this.#connect = connect
    this.#subject = subject
    this.#presence = subject.presence()
    this.#unsubscribe = subject.subscribe(() => this.#follow())
    void this.#try()
  }

  /** Tries now instead of later. */
  retry(): void {
    if (this.state.get().kind === 'open') return
    void this.#try()
  }

  close(): void {
    this.#turn += 1
    clearTimeout(this.#timer)
    this.#unsubscribe()
    this.#link?.close()
  }

  #follow(): void {
    const presence = this.#subject.presence()
    if (presence === this.#presence) return
    this.#presence = presence
    const { kind } = this.state.get()
    // An open one ends by itself, with its last words.
    if (kind === 'open') return
    this.#tries = 0
    void this.#try()
  }

  async #try(): Promise<void> {
    this.#turn += 1
    const turn = this.#turn
    clearTimeout(this.#timer)
    this.#presence = this.#subject.presence()
    if (this.#presence === 'off' || this.#presence === 'gone') return this.state.set({ kind: this.#presence })
    // A line that is lost says so until it is open again.
    if (this.state.get().kind !== 'lost') this.state.set({ kind: 'connecting' })
    if (this.#presence === 'unknown') return
    try {
      const link = await this.#connect()
      if (turn !== this.#turn) return link.close()
      this.#link = link
      const opened = Date.now()
      this.state.set({ kind: 'open' })
      const { finished } = await link.ended
      if (turn !== this.#turn) return
      this.#link = undefined
      if (Date.now() - opened > steadyMs) this.#tries = 0
      this.#presence = this.#subject.presence()
      if (this.#presence === 'off' || this.#presence === 'gone') this.state.set({ kind: this.#presence })
      else if (finished) this.state.set({ kind: 'finished' })
      else this.#later(undefined)
    } catch (error) {
      if (turn !== this.#turn) return
      if (isFinal(error)) this.state.set({ kind: 'refused', error })
      else this.#later(error instanceof Error ? error.message : undefined)
    }
  }

  #later(reason: string | undefined): void {
    this.state.set({ kind: 'lost', reason })
    this.#timer = setTimeout(() => void this.#try(), waitMs(this.#tries))
    this.#tries += 1
  }
}
