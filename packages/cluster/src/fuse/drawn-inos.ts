import { randomInt } from 'node:crypto'
import { firstDrawnIno } from '../state/schema.ts'

/** 2026-01-01 */
const epochMs = 1_767_225_600_000
/** Of each 64: nodes, and files that one node creates within a millisecond. Together with 69 years all that a number can hold. */
const part = 64

/**
 * Numbers for files that are created before the change that creates them is ordered: no two nodes draw the same one, and
 * what is drawn later is higher, so that new files lie beside each other in the database.
 */
export class DrawnInos {
  #nodeId: number
  #isTaken: (ino: number) => boolean
  #count = 0

  constructor(nodeId: number, isTaken: (ino: number) => boolean) {
    this.#nodeId = nodeId
    this.#isTaken = isTaken
  }

  draw(): number {
    for (;;) {
      this.#count = (this.#count + 1) % part
      const since = Date.now() - epochMs
      // A clock that was never set says nothing.
      const ms = since >= 0 ? since : randomInt(2 ** 40)
      const ino = firstDrawnIno + (ms * part + this.#count) * part + (this.#nodeId % part)
      if (!this.#isTaken(ino)) return ino
    }
  }
}
