import { Refusal } from '../refusal.ts'
import type { Operation } from '../replica/operation.ts'
import type { Applied } from '../state/operations.ts'
import type { Sequencer } from './sequencer.ts'

interface Waiter {
  readonly owner: object
  readonly grant: () => void
  readonly refuse: (error: unknown) => void
  readonly timer: NodeJS.Timeout
}

interface Watched {
  readonly token: string
  readonly renewals: number
  readonly timer: NodeJS.Timeout
}

/** A holder whose connection broke is dead, or back within this time. */
const graceMs = 1500
/** After a start of the store: time for the holders to come back. */
const startGraceMs = 5000
/** Between two looks at a lock whose time is over, when it is another node's turn to say so. */
const againMs = 1000

/**
 * Named locks, first come, first served; each ends with its release, when it is not renewed in time, or soon after its
 * holder's connection broke. Who holds what is part of the replicated state (see LockState); here are the clients of this
 * node and the clocks. The token is chosen by the holder: asking again with it after a broken connection finds the lock
 * held by oneself.
 */
export class LockTable {
  #sequencer: Sequencer
  #node: string
  #saysWhatExpires: () => boolean
  /** By name and token. */
  #waiting = new Map<string, Waiter>()
  /** Connections that hold something, by name and token. */
  #owners = new Map<string, object>()
  /** Every lock that is held in the cluster. */
  #watched = new Map<string, Watched>()
  #timers = new Set<NodeJS.Timeout>()
  #closed = false

  /** `saysWhatExpires`: of all nodes one, at a time, tells that a lock's time is over. */
  constructor(sequencer: Sequencer, node: string, saysWhatExpires: () => boolean) {
    this.#sequencer = sequencer
    this.#node = node
    this.#saysWhatExpires = saysWhatExpires
    sequencer.onApplied(applied => this.#applied(applied))
    this.reload()
    this.#later(startGraceMs, () => this.#freeAbandoned())
  }

  /** To be called when the state was replaced as a whole. */
  reload(): void {
    for (const { timer } of this.#watched.values()) clearTimeout(timer)
    this.#watched.clear()
    for (const { name } of this.#sequencer.operations.locks.all()) this.#look(name)
  }

  async acquire(name: string, options: { token: string; ttlMs: number; waitMs: number; owner: object }): Promise<void> {
    const { token, ttlMs, waitMs, owner } = options
    const key = keyOf(name, token)
    const granted = new Promise<void>((grant, refuse) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(key)
        refuse(new Refusal('timeout', `can't lock file '${name}' - got timeout`))
        this.#tell({ kind: 'unlock', name, token })
      }, waitMs)
      this.#waiting.set(key, { owner, grant, refuse, timer })
    })
    // It may be refused before anyone waits for it.
    granted.catch(() => {})
    try {
      const { value } = await this.#sequencer.submit({ kind: 'lock', name, token, ttlMs, node: this.#node })
      if (value === true) this.#grant(name, token)
    } catch (error) {
      this.#stopWaiting(key)
      throw error
    }
    await granted
  }

  /** False when the lock is not (any more) held with this token. */
  async renew(name: string, token: string, owner: object): Promise<boolean> {
    const { value } = await this.#sequencer.submit({ kind: 'renew', name, token })
    if (value === true) this.#owners.set(keyOf(name, token), owner)
    return value === true
  }

  /** False when the lock was not (any more) held with this token. */
  async release(name: string, token: string): Promise<boolean> {
    this.#owners.delete(keyOf(name, token))
    const { value } = await this.#sequencer.submit({ kind: 'unlock', name, token })
    return value === true
  }

  /** A connection broke: what it waits for is off, what it holds ends soon unless its holder comes back. */
  ownerGone(owner: object): void {
    for (const [key, waiter] of this.#waiting) {
      if (waiter.owner !== owner) continue
      this.#stopWaiting(key)
      this.#tell({ kind: 'unlock', ...partsOf(key) })
    }
    const held = [...this.#owners].filter(([, one]) => one === owner).map(([key]) => key)
    if (!held.length) return
    this.#later(graceMs, () => {
      for (const key of held) {
        if (this.#owners.get(key) !== owner) continue
        this.#owners.delete(key)
        this.#tell({ kind: 'unlock', ...partsOf(key) })
      }
    })
  }

  close(): void {
    this.#closed = true
    for (const timer of this.#timers) clearTimeout(timer)
    for (const { timer } of this.#watched.values()) clearTimeout(timer)
    for (const key of this.#waiting.keys()) this.#stopWaiting(key)
  }

  #applied({ operation }: Applied): void {
    if (operation.kind === 'commit' || operation.kind === 'reserve' || operation.kind === 'unreserve') return
    this.#look(operation.name)
  }

  /** Who holds it now gets to know, and has its time from now on. */
  #look(name: string): void {
    const holder = this.#sequencer.operations.locks.holder(name)
    const watched = this.#watched.get(name)
    if (watched && watched.token === holder?.token && watched.renewals === holder.renewals) return
    clearTimeout(watched?.timer)
    this.#watched.delete(name)
    if (!holder) return
    const { token, renewals, ttlMs } = holder
    this.#watched.set(name, { token, renewals, timer: this.#expireIn(name, ttlMs) })
    this.#grant(name, token)
  }

  #grant(name: string, token: string): void {
    const key = keyOf(name, token)
    const waiter = this.#waiting.get(key)
    if (!waiter) return
    this.#stopWaiting(key)
    this.#owners.set(key, waiter.owner)
    waiter.grant()
  }

  #stopWaiting(key: string): void {
    clearTimeout(this.#waiting.get(key)?.timer)
    this.#waiting.delete(key)
  }

  #expireIn(name: string, ms: number): NodeJS.Timeout {
    return setTimeout(() => {
      const watched = this.#watched.get(name)
      if (!watched || this.#closed) return
      const { token, renewals } = watched
      this.#watched.set(name, { token, renewals, timer: this.#expireIn(name, againMs) })
      if (this.#saysWhatExpires()) this.#tell({ kind: 'expire', name, token, renewals })
    }, ms).unref()
  }

  /** What clients of this node held or waited for before the store started, and that none of them has asked for since. */
  #freeAbandoned(): void {
    const { locks } = this.#sequencer.operations
    const held = locks.all().filter(({ node }) => node === this.#node)
    for (const { name, token } of [...held, ...locks.waiting(this.#node)]) {
      const key = keyOf(name, token)
      if (!this.#owners.has(key) && !this.#waiting.has(key)) this.#tell({ kind: 'unlock', name, token })
    }
  }

  /** Nobody waits for it: what cannot be told now ends with its time. */
  #tell(operation: Operation): void {
    if (this.#closed) return
    this.#sequencer.submit(operation).catch(() => {})
  }

  #later(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      work()
    }, ms).unref()
    this.#timers.add(timer)
  }
}

const keyOf = (name: string, token: string) => `${token}/${name}`

function partsOf(key: string): { name: string; token: string } {
  const at = key.indexOf('/')
  return { token: key.slice(0, at), name: key.slice(at + 1) }
}
