import type { DatabaseSync } from 'node:sqlite'
import { Failure } from '@quorate/schema/failure'
import { Refusal } from '../refusal.ts'
import { guestExistsText, guestOf } from './guest-path.ts'
import type { TreeState } from './tree-state.ts'

const lowestId = 100
const highestId = 999_999_999

export interface IdRange {
  readonly lower: number
  /** Itself not given out. */
  readonly upper: number
}

/** Which guest ids were handed out and are not in use yet: a function of ordered operations. */
export class ReservationState {
  #db: DatabaseSync
  #tree: TreeState

  constructor(db: DatabaseSync, tree: TreeState) {
    this.#db = db
    this.#tree = tree
  }

  /** `serial`: number of this reservation, by which its end is told from the end of an older one. */
  reserve(want: number | undefined, range: IdRange, owner: string, serial: number): number {
    const vmid = want === undefined ? this.#lowestFree(range) : this.#checkWanted(want, owner)
    this.#db.prepare('INSERT OR REPLACE INTO reservation (vmid, owner, serial) VALUES (?, ?, ?)').run(vmid, owner, serial)
    return vmid
  }

  end(vmid: number, serial: number): void {
    this.#db.prepare('DELETE FROM reservation WHERE vmid = ? AND serial = ?').run(vmid, serial)
  }

  all(): { vmid: number; serial: number }[] {
    const rows = this.#db.prepare('SELECT vmid, serial FROM reservation').all()
    return rows.map(row => ({ vmid: Number(row.vmid), serial: Number(row.serial) }))
  }

  #checkWanted(vmid: number, owner: string): number {
    if (!Number.isInteger(vmid) || vmid < lowestId || vmid > highestId) {
      throw new Failure(`${vmid} is no guest id: it must be between ${lowestId} and ${highestId}`, { status: 400 })
    }
    const path = this.#tree.guestFile(vmid)
    const guest = path === undefined ? undefined : guestOf(path)
    if (guest) throw new Refusal('exists', guestExistsText(guest))
    const held = this.#db.prepare('SELECT owner FROM reservation WHERE vmid = ?').get(vmid)
    if (held && held.owner !== owner) {
      throw new Refusal('reserved', `the id ${vmid} was just given to someone else: take another one or try again in a minute`)
    }
    return vmid
  }

  #lowestFree({ lower, upper }: IdRange): number {
    const taken = this.#db.prepare(
      `SELECT vmid FROM entry WHERE vmid >= ? AND vmid < ? UNION SELECT vmid FROM reservation WHERE vmid >= ? AND vmid < ? ORDER BY vmid`,
    )
    let free = Math.max(lower, lowestId)
    for (const row of taken.all(free, upper, free, upper)) {
      if (Number(row.vmid) !== free) break
      free++
    }
    if (free >= upper) throw new Failure(`no guest id is free between ${lower} and ${upper - 1}: widen next-id in datacenter.cfg`)
    return free
  }
}
