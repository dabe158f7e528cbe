import { pageSize, type LogRange, type LogSource } from './log-source.ts'

export interface ServiceLogQuery {
  readonly start: number
  readonly limit: number
  /** `2026-01-31 10:00:00`, in the node's time */
  readonly since?: string
  readonly until?: string
}

/** Numbered lines, and how many there are in all. */
export type AskServiceLog = (query: ServiceLogQuery) => Promise<{ readonly lines: readonly string[]; readonly total: number }>

/** A moment as the node's own log writes it. */
export function nodeTime(seconds: number, timeZone: string): string {
  const options = { dateStyle: 'short', timeStyle: 'medium', hour12: false, timeZone } as const
  // Sweden writes years first.
  return new Intl.DateTimeFormat('sv-SE', options).format(seconds * 1000)
}

/** The log of one service, read by the numbers of its lines. */
export function serviceSource(ask: AskServiceLog, range: LogRange, timeZone: string): LogSource {
  const limits = {
    ...(range.since !== undefined && { since: nodeTime(range.since, timeZone) }),
    ...(range.until !== undefined && { until: nodeTime(range.until, timeZone) }),
  }
  /** Lines `first` up to, and without, `next` are known. */
  let first = 0
  let next = 0
  const read = async (start: number, end: number) => (end > start ? (await ask({ ...limits, start, limit: end - start })).lines : [])
  return {
    async newest() {
      const { total } = await ask({ ...limits, start: 0, limit: 1 })
      first = Math.max(0, total - pageSize)
      const lines = await read(first, total)
      next = first + lines.length
      return lines
    },
    async older() {
      const start = Math.max(0, first - pageSize)
      const lines = await read(start, first)
      first = start
      return lines
    },
    async newer() {
      const lines = await read(next, next + pageSize)
      next += lines.length
      return lines
    },
  }
}
