import { rmSync } from 'node:fs'
import type { EventHub, HubValue } from '@quorate/cluster'
import type { Root } from '@quorate/host'
import { failureText } from '@quorate/schema'
import { seriesFields, type Sample, type SeriesKind } from './archives.ts'
import { consolidate } from './consolidate.ts'
import { RingFile } from './ring-file.ts'
import { seriesPath } from './rrd-data.ts'

/** Something whose statistics are kept: where to ask, and how it is shown live. */
export interface Source {
  readonly kind: SeriesKind
  /** All objects of this kind at this moment, by id. */
  measure(nowMs: number): Promise<ReadonlyMap<string, Sample>>
  /** The live value, or undefined when it is not shown. */
  show(id: string, sample: Sample): HubValue | undefined
  /** Live values of what was measured before and is not any more. */
  withdraw?(): HubValue[]
}

export interface CollectorOptions {
  readonly root: Root
  readonly hub: Pick<EventHub, 'publish'>
  readonly sources: readonly Source[]
  /** milliseconds between two rounds (default 10 000) */
  readonly everyMs?: number
  readonly notice: (text: string) => void
}

interface Gathered {
  readonly kind: SeriesKind
  samples: Sample[]
}

/** Measures everything every ten seconds, tells the live values, and records one row a minute. */
export class Collector {
  readonly #options: CollectorOptions
  readonly #gathered = new Map<string, Gathered>()
  #minute = 0
  #timer: NodeJS.Timeout | undefined
  #round: Promise<void> = Promise.resolve()
  #closed = false

  constructor(options: CollectorOptions) {
    this.#options = options
  }

  start(): void {
    const everyMs = this.#options.everyMs ?? 10_000
    const next = () => {
      if (this.#closed) return
      this.#round = this.round(Date.now()).catch(error => this.#options.notice(`statistics: ${failureText(error)}`))
      void this.#round.then(() => {
        this.#timer = setTimeout(next, everyMs - (Date.now() % everyMs))
      })
    }
    next()
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    await this.#round
    clearTimeout(this.#timer)
  }

  /** One round at a time that the caller gives. */
  async round(nowMs: number): Promise<void> {
    const minute = Math.floor(nowMs / 60_000)
    if (this.#minute !== 0 && minute !== this.#minute) this.#record(minute * 60)
    this.#minute = minute
    const shown: HubValue[] = []
    for (const source of this.#options.sources) {
      for (const [id, sample] of await source.measure(nowMs)) {
        const path = seriesPath(this.#options.root, source.kind, id)
        const gathered = this.#gathered.get(path) ?? { kind: source.kind, samples: [] }
        gathered.samples.push(sample)
        this.#gathered.set(path, gathered)
        const value = source.show(id, sample)
        if (value) shown.push(value)
      }
      shown.push(...(source.withdraw?.() ?? []))
    }
    this.#options.hub.publish(shown)
  }

  /** Drops what was recorded of an object that is gone: one that gets its id later begins anew. */
  forget(kind: SeriesKind, id: string): void {
    const path = seriesPath(this.#options.root, kind, id)
    this.#gathered.delete(path)
    rmSync(path, { force: true })
  }

  #record(time: number): void {
    for (const [path, { kind, samples }] of this.#gathered) {
      const fields = seriesFields[kind]
      const rows = samples.map((sample, at) => ({ time: at, average: sample, maximum: sample }))
      const row = consolidate(time, rows, fields)
      if (!row) continue
      const ring = RingFile.openForWriting(path, kind)
      try {
        ring.record(row)
      } finally {
        ring.close()
      }
    }
    this.#gathered.clear()
  }
}
