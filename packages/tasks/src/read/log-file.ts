import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { LogLine } from '../log/task-log.ts'

/** A page of a log and how many lines there are. `limit` 0: all from `start` (from 0) on. */
export async function readLogPage(path: string, start: number, limit: number): Promise<{ lines: LogLine[]; total: number }> {
  const lines: LogLine[] = []
  let total = 0
  const stream = createReadStream(path, 'utf8')
  // A missing file must reach the caller and not only the stream.
  const failed = Promise.withResolvers<never>()
  stream.once('error', failed.reject)
  const reading = (async () => {
    for await (const text of createInterface({ input: stream, crlfDelay: Infinity })) {
      total += 1
      if (total > start && (limit === 0 || lines.length < limit)) lines.push({ n: total, t: text })
    }
  })()
  await Promise.race([reading, failed.promise])
  return { lines, total }
}
