import { call } from '../../api/client.ts'
import { send } from '../../forms/send.ts'
import type { Guest } from '../../live/guest.ts'
import { live } from '../../live/live.ts'
import { taskEnd } from '../../live/task-end.ts'
import { failureText } from '../../shell/undo.ts'
import { Store } from '../../store.ts'
import type { BulkKind, BulkOptions } from './bulk-action.ts'
import { guestCall, parentCall } from './bulk-calls.ts'
import { countRows, rowsAfter, rowsAtEnd, type BulkRow } from './bulk-rows.ts'
import { runEach } from './run-each.ts'

export interface BulkRunState {
  readonly rows: readonly BulkRow[]
  /** The task on many, where there is one. */
  readonly parent?: string
  readonly cancelled: boolean
  readonly ended: boolean
}

const nodeOf = (upid: string) => upid.split(':')[1] ?? ''

/** One action on many guests, going on while its panel may be closed. */
export class BulkRun {
  readonly id: number
  readonly kind: BulkKind
  readonly options: BulkOptions
  readonly guests: readonly Guest[]
  readonly state: Store<BulkRunState>
  #cancel = new AbortController()

  constructor(id: number, kind: BulkKind, guests: readonly Guest[], options: BulkOptions) {
    this.id = id
    this.kind = kind
    this.options = options
    this.guests = guests
    const rows = guests.map(({ vmid, name }): BulkRow => ({ vmid, name, state: 'queued' }))
    this.state = new Store<BulkRunState>({ rows, cancelled: false, ended: false })
  }

  get failed(): readonly Guest[] {
    const failed = new Set(
      this.state
        .get()
        .rows.filter(row => row.state === 'failed')
        .map(row => row.vmid),
    )
    return this.guests.filter(guest => failed.has(guest.vmid))
  }

  async start(guests: readonly Guest[] = this.guests): Promise<void> {
    this.#cancel = new AbortController()
    const vmids = new Set(guests.map(guest => guest.vmid))
    const rows = this.state
      .get()
      .rows.map(({ vmid, name, ...rest }): BulkRow => (vmids.has(vmid) ? { vmid, name, state: 'queued' } : { vmid, name, ...rest }))
    this.state.set({ rows, cancelled: false, ended: false })
    const unsubscribe = live.tasks.subscribe(() => this.#follow())
    try {
      const whole = parentCall(this.kind, guests, this.options)
      if (whole) await this.#together(String(await send(whole)))
      else await runEach(guests, this.options.concurrency, this.#cancel.signal, guest => this.#single(guest))
    } catch (error) {
      const note = failureText(error)
      this.#rows(rows => rows.map(row => (row.state === 'queued' || row.state === 'running' ? { ...row, state: 'failed', note } : row)))
    }
    unsubscribe()
    this.#rows(rows => rows.map(row => (row.state === 'queued' ? { ...row, state: 'cancelled' } : row)))
    this.state.set({ ...this.state.get(), ended: true })
  }

  /** What has not begun is left out. */
  cancel(): void {
    const { parent, ended } = this.state.get()
    if (ended) return
    this.#cancel.abort()
    this.state.set({ ...this.state.get(), cancelled: true })
    if (parent !== undefined) void call('DELETE /nodes/{node}/tasks/{upid}', { node: nodeOf(parent), upid: parent }).catch(() => undefined)
  }

  /** Once more for those that failed, as they are now. */
  async retry(): Promise<void> {
    const { guests } = live.inventory.get()
    await this.start(this.failed.map(guest => guests.get(guest.vmid) ?? guest))
  }

  async #together(parent: string): Promise<void> {
    this.state.set({ ...this.state.get(), parent })
    this.#follow()
    await taskEnd(parent)
    const lines = await call('GET /nodes/{node}/tasks/{upid}/log', { node: nodeOf(parent), upid: parent, limit: 5000 }).catch(() => [])
    this.#follow()
    this.#rows(rows =>
      rowsAtEnd(
        rows,
        lines.map(line => String(line.t)),
        this.state.get().cancelled,
      ),
    )
  }

  async #single(guest: Guest): Promise<void> {
    const change = (change: Partial<BulkRow>) =>
      this.#rows(rows => rows.map(row => (row.vmid === guest.vmid ? { ...row, ...change } : row)))
    change({ state: 'running' })
    try {
      const answer: unknown = await send(guestCall(this.kind, guest, this.options))
      if (typeof answer !== 'string' || !answer.startsWith('UPID:')) return change({ state: 'done' })
      change({ upid: answer })
      await taskEnd(answer)
      this.#follow()
    } catch (error) {
      change({ state: 'failed', note: failureText(error) })
    }
    return undefined
  }

  #follow(): void {
    const { parent } = this.state.get()
    this.#rows(rows => rowsAfter(rows, live.tasks.get(), this.kind, parent))
  }

  #rows(change: (rows: readonly BulkRow[]) => readonly BulkRow[]): void {
    const state = this.state.get()
    const rows = change(state.rows)
    if (rows !== state.rows) this.state.set({ ...state, rows })
  }
}

/** Runs of this page, newest first. */
export const bulkRuns = new Store<readonly BulkRun[]>([])

const mostKept = 5

export function startBulk(kind: BulkKind, guests: readonly Guest[], options: BulkOptions): BulkRun {
  const run = new BulkRun((bulkRuns.get()[0]?.id ?? 0) + 1, kind, guests, options)
  bulkRuns.set([run, ...bulkRuns.get()].slice(0, mostKept))
  void run.start()
  return run
}

/** `3 of 12`, for a bar. */
export const runProgress = ({ rows }: BulkRunState): number => countRows(rows, 'done', 'failed', 'cancelled') / Math.max(1, rows.length)
