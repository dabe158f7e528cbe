import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { isSecret } from './names.ts'
import type { ChangeMeta } from './tree-change.ts'

export interface HistoryLimits {
  /** Of all texts kept. */
  readonly maxBytes: number
  readonly maxAgeMs: number
}

export const defaultHistoryLimits: HistoryLimits = { maxBytes: 128 * 1024 * 1024, maxAgeMs: 2 * 365 * 86_400_000 }

interface Row {
  readonly op: 'write' | 'remove' | 'rename'
  readonly path: string
  /** rename: the path before */
  readonly source?: string
  readonly old: Uint8Array | undefined
  readonly new: Uint8Array | undefined
}

const rowsPerPrune = 500

/** The revision log. Texts below `priv`, of keys and of realms (which may hold a client's secret) are not kept: an old key or password hash is no use to anyone but a thief. */
export class History {
  #insert: StatementSync
  #oldest: StatementSync
  #delete: StatementSync
  #sum: StatementSync
  /** Too many where a change was refused: counted anew before something is dropped for it. */
  #bytes: number

  constructor(db: DatabaseSync) {
    this.#insert = db.prepare(
      'INSERT INTO history (revision, time, node, authid, upid, op, path, source, old, new) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    )
    this.#oldest = db.prepare('SELECT id, time, ifnull(length(old), 0) + ifnull(length(new), 0) AS bytes FROM history ORDER BY id LIMIT ?')
    this.#delete = db.prepare('DELETE FROM history WHERE id <= ?')
    this.#sum = db.prepare('SELECT ifnull(sum(ifnull(length(old), 0) + ifnull(length(new), 0)), 0) AS bytes FROM history')
    this.#bytes = this.#counted()
  }

  record(row: Row, revision: number, meta: ChangeMeta): void {
    const secret = isSecret(row.path) || (row.source !== undefined && isSecret(row.source))
    const old = secret ? null : (row.old ?? null)
    const now = secret ? null : (row.new ?? null)
    this.#insert.run(revision, meta.time, meta.node, meta.authid, meta.upid ?? null, row.op, row.path, row.source ?? null, old, now)
    this.#bytes += (old?.length ?? 0) + (now?.length ?? 0)
  }

  /** Removes the oldest entries beyond the limits, some at a time. Returns whether there may be more. */
  prune(limits: HistoryLimits, now: number): boolean {
    const [first] = this.#oldest.all(1)
    if (this.#bytes > limits.maxBytes) this.#bytes = this.#counted()
    if (!first || (this.#bytes <= limits.maxBytes && Number(first.time) >= now - limits.maxAgeMs)) return false
    let last = 0
    let bytes = this.#bytes
    const rows = this.#oldest.all(rowsPerPrune)
    for (const row of rows) {
      if (bytes <= limits.maxBytes && Number(row.time) >= now - limits.maxAgeMs) break
      last = Number(row.id)
      bytes -= Number(row.bytes)
    }
    this.#delete.run(last)
    this.#bytes = bytes
    return rows.at(-1)?.id === last
  }

  #counted(): number {
    return Number(this.#sum.get()?.bytes)
  }
}
