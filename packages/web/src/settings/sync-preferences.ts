import { ApiFailure } from '../api/api-failure.ts'
import { call } from '../api/client.ts'
import { live } from '../live/live.ts'
import { adoptPreferences, preferences, type Preferences } from './preferences.ts'

/** Changes made in quick succession are stored together. */
const settleMs = 800

/** Keeps the user's preferences on the server: reads them, follows what his other browsers change, stores what changes here. */
class PreferencesSync {
  #revision = 0
  /** What the server is known to hold. */
  #stored: Partial<Preferences> = {}
  #timer: ReturnType<typeof setTimeout> | undefined
  #running = Promise.resolve()

  /** Begins; answers how to end. */
  start(): () => void {
    void this.read()
    const stop = preferences.subscribe(() => {
      clearTimeout(this.#timer)
      this.#timer = setTimeout(() => void this.#inTurn(() => this.#write()), settleMs)
    })
    const stopFollowing = live.preferencesChanged.subscribe(() => void this.read())
    return () => {
      stop()
      stopFollowing()
      clearTimeout(this.#timer)
      this.#revision = 0
      this.#stored = {}
    }
  }

  /** Takes over what the server holds; what was changed here and is not stored yet stays. */
  async read(): Promise<void> {
    await this.#inTurn(() => this.#read())
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    // What cannot be stored now stays in this browser, and is stored with the next change.
    this.#running = this.#running.then(work).catch(() => undefined)
    await this.#running
  }

  async #read(): Promise<void> {
    const { value, revision } = await call('GET /access/preferences', {})
    const theirs = JSON.parse(value) as Partial<Preferences>
    const own = changedKeys(preferences.get(), this.#revision === 0 ? preferences.get() : this.#stored)
    this.#revision = revision
    this.#stored = theirs
    adoptPreferences({ ...theirs, ...own })
  }

  async #write(): Promise<void> {
    const value = JSON.stringify(preferences.get())
    if (value === JSON.stringify({ ...preferences.get(), ...this.#stored })) return
    try {
      const { revision } = await call('PUT /access/preferences', { value, revision: this.#revision })
      this.#revision = revision
      this.#stored = JSON.parse(value) as Preferences
    } catch (error) {
      if (!(error instanceof ApiFailure) || !error.stale) throw error
      await this.#read()
      await this.#write()
    }
  }
}

function changedKeys(mine: Preferences, stored: Partial<Preferences>): Partial<Preferences> {
  const changed = Object.entries(mine).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(stored[key as keyof Preferences] ?? value),
  )
  return Object.fromEntries(changed) as Partial<Preferences>
}

export const preferencesSync = new PreferencesSync()
