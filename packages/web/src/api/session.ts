import { Store } from '../store.ts'

export interface SessionState {
  /** `root@pam`; undefined: nobody is logged in. */
  readonly user?: string | undefined
  readonly csrfToken?: string | undefined
  readonly clusterName?: string | undefined
  /** Seconds since 1970 when the session ends unless it is renewed. */
  readonly expire?: number | undefined
  /** The session ended while the page was in use: what is on it stays, a login is asked for in place. */
  readonly ended?: boolean | undefined
}

/** Where the tabs of one browser keep what they share; the ticket itself is a cookie that no script can read. */
const storageKey = 'quorate.session'

function stored(): SessionState {
  try {
    return JSON.parse(localStorage.getItem(storageKey) ?? '{}') as SessionState
  } catch {
    return {}
  }
}

/** What one user had open, and calls that wait for a login, must not become those of another: the page begins anew. */
function leavePage(): void {
  sessionStorage.clear()
  location.reload()
}

class Session extends Store<SessionState> {
  #waiting = Promise.withResolvers<void>()

  constructor() {
    super(stored())
    window.addEventListener('storage', event => {
      if (event.key === storageKey) this.#take(stored())
    })
  }

  begin(state: SessionState): void {
    localStorage.setItem(storageKey, JSON.stringify(state))
    this.#take(state)
  }

  end(): void {
    localStorage.removeItem(storageKey)
    this.#take({})
  }

  /** Settles once somebody logged in again, in this tab or another. */
  async loginAgain(): Promise<void> {
    this.set({ ...this.get(), ended: true })
    await this.#waiting.promise
  }

  #take(state: SessionState): void {
    const { user } = this.get()
    if (user !== undefined && user !== state.user) return leavePage()
    this.set(state)
    if (!state.user) return
    this.#waiting.resolve()
    this.#waiting = Promise.withResolvers()
  }
}

export const session = new Session()
