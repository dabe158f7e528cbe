import type { IdRange } from '../state/reservation-state.ts'
import type { Sequencer } from './sequencer.ts'

const reservedForMs = 60_000
const lookEveryMs = 1000
/** Between two attempts to end one. */
const againMs = 5000
/** Each is a change that all nodes agree on, as others wait to make theirs. */
const mostAtOnce = 200
const defaultRange: IdRange = { lower: 100, upper: 1_000_000 }

interface Reserved {
  readonly serial: number
  /** When its time is over, or it is to be ended again; milliseconds. */
  readonly due: number
}

/** Hands out guest ids: none to two callers within a minute, on whatever node they ask. */
export class Reservations {
  #sequencer: Sequencer
  #saysWhatExpires: () => boolean
  #now: () => number
  /** By id; those whose time is over first are first. */
  #reserved = new Map<number, Reserved>()
  #timer: NodeJS.Timeout | undefined

  constructor(sequencer: Sequencer, saysWhatExpires: () => boolean, now = () => performance.now()) {
    this.#now = now
    this.#sequencer = sequencer
    this.#saysWhatExpires = saysWhatExpires
    sequencer.onApplied(({ operation, value, revision }) => {
      if (operation.kind === 'reserve' && typeof value === 'number') this.#endLater(value, revision, reservedForMs)
      if (operation.kind === 'unreserve' && this.#reserved.get(operation.vmid)?.serial === operation.serial)
        this.#reserved.delete(operation.vmid)
    })
    this.reload()
  }

  /** To be called when the state was replaced as a whole. */
  reload(): void {
    this.#reserved.clear()
    for (const { vmid, serial } of this.#sequencer.operations.reservations.all()) this.#endLater(vmid, serial, reservedForMs)
  }

  async reserve(want: number | undefined, range: IdRange = defaultRange, owner = ''): Promise<number> {
    const { lower, upper } = range
    const applied = await this.#sequencer.submit({ kind: 'reserve', lower, upper, owner, ...(want !== undefined && { want }) })
    return Number(applied.value)
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#reserved.clear()
  }

  #endLater(vmid: number, serial: number, ms: number): void {
    this.#reserved.delete(vmid)
    this.#reserved.set(vmid, { serial, due: this.#now() + ms })
    this.#timer ??= setTimeout(() => this.#look(), lookEveryMs).unref()
  }

  /** One timer for all: there may be thousands, and what is done for each of them must not keep the process from its work. */
  #look(): void {
    this.#timer = undefined
    const now = this.#now()
    const over = [...this.#reserved].filter(([, { due }]) => due <= now).slice(0, mostAtOnce)
    for (const [vmid, { serial }] of over) {
      if (this.#saysWhatExpires()) this.#sequencer.submit({ kind: 'unreserve', vmid, serial }).catch(() => {})
      this.#endLater(vmid, serial, againMs)
    }
    if (this.#reserved.size) this.#timer ??= setTimeout(() => this.#look(), lookEveryMs).unref()
  }
}
