const soonMs = 5000
const waitMs = 5000
const most = 3

/** Notices containers that do nothing but reboot. */
export class QuickReboots {
  readonly #inARow = new Map<number, number>()

  /** milliseconds to wait before a container that ran for so long is started again */
  waitMs(vmid: number, ranMs: number): number {
    if (ranMs >= soonMs) this.#inARow.delete(vmid)
    else this.#inARow.set(vmid, (this.#inARow.get(vmid) ?? 0) + 1)
    return (this.#inARow.get(vmid) ?? 0) > most ? waitMs : 0
  }
}
