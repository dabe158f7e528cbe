import type { IdRange } from '../state/reservation-state.ts'
import type { Sequencer } from './sequencer.ts'

const reservedForMs = 60_000
const againMs = 2000
const defaultRange: IdRange = { lower: 100, upper: 1_000_000 }

/** Hands out guest ids: none to two callers within a minute, on whatever node they ask. */
export class Reservations {
  #sequencer: Sequencer
  #saysWhatExpires: () => boolean
  #timers = new Map<string, NodeJS.Timeout>()

  constructor(sequencer: Sequencer, saysWhatExpires: () => boolean) {
    this.#sequencer = sequencer
    this.#saysWhatExpires = saysWhatExpires
    sequencer.onApplied(({ operation, value, revision }) => {
      if (operation.kind === 'reserve' && typeof value === 'number') this.#endLater(value, revision, reservedForMs)
    })
    this.reload()
  }

  /** To be called when the state was replaced as a whole. */
  reload(): void {
    for (const { vmid, serial } of this.#sequencer.operations.reservations.all()) this.#endLater(vmid, serial, reservedForMs)
  }

  async reserve(want: number | undefined, range: IdRange = defaultRange, owner = ''): Promise<number> {
    const { lower, upper } = range
    const applied = await this.#sequencer.submit({ kind: 'reserve', lower, upper, owner, ...(want !== undefined && { want }) })
    return Number(applied.value)
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
  }

  #endLater(vmid: number, serial: number, ms: number): void {
    const key = `${vmid}/${serial}`
    clearTimeout(this.#timers.get(key))
    const timer = setTimeout(() => {
      this.#timers.delete(key)
      if (!this.#sequencer.operations.reservations.all().some(one => one.vmid === vmid && one.serial === serial)) return
      if (this.#saysWhatExpires()) this.#sequencer.submit({ kind: 'unreserve', vmid, serial }).catch(() => {})
      this.#endLater(vmid, serial, againMs)
    }, ms).unref()
    this.#timers.set(key, timer)
  }
}
