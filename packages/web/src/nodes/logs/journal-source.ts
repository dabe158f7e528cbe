import { pageSize, type LogRange, type LogSource } from './log-source.ts'

export interface JournalQuery extends LogRange {
  readonly startcursor?: string
  readonly endcursor?: string
  readonly lastentries?: number
}

/** Lines between the cursors of the first and the last entry. */
export type AskJournal = (query: JournalQuery) => Promise<readonly string[]>

/** The journal of a node, read by cursors: no entry is seen twice, and none is left out. */
export function journalSource(ask: AskJournal, range: LogRange): LogSource {
  let first: string | undefined
  let last: string | undefined
  const { since, until } = range
  const begin = async () => {
    const answer = await ask({ ...(since !== undefined && { since }), ...(until !== undefined && { until }), lastentries: pageSize })
    first = answer[0]
    last = answer.at(-1)
    return answer.slice(1, -1)
  }
  return {
    newest: begin,
    async older() {
      if (first === undefined) return []
      const answer = await ask({ endcursor: first, lastentries: pageSize, ...(since !== undefined && { since }) })
      first = answer[0] ?? first
      return answer.slice(1, -1)
    },
    async newer() {
      // An empty journal has no cursor to go on from.
      if (last === undefined) return await begin()
      const answer = await ask({ startcursor: last, ...(until !== undefined && { until }) })
      last = answer.at(-1) ?? last
      return answer.slice(1, -1)
    },
  }
}
