import { systemUnits } from '../services/units.ts'
import { journalLines, requireJournal, type JournalSource } from './journalctl.ts'

export interface SyslogRange {
  readonly start?: number | undefined
  readonly limit?: number | undefined
  readonly service?: string | undefined
  /** As people write it: `2026-01-31 10:00` */
  readonly since?: string | undefined
  readonly until?: string | undefined
}

const usualLimit = 50
/** Lines in one answer. */
const mostLines = 50_000

/** The journal as numbered lines of a log file, a page of it, with the number of all. */
export async function readSyslog(
  source: JournalSource,
  { start = 0, limit = usualLimit, service, since, until }: SyslogRange,
  signal: AbortSignal,
): Promise<{ rows: { n: number; t: string }[]; total: number }> {
  const units = service === undefined ? [] : (systemUnits[service] ?? [service])
  const args = [
    '--output=short',
    ...units.map(unit => `--unit=${unit}`),
    ...(since === undefined ? [] : [`--since=${since}`]),
    ...(until === undefined ? [] : [`--until=${until}`]),
  ]
  const rows: { n: number; t: string }[] = []
  const end = start + Math.min(limit === 0 ? mostLines : limit, mostLines)
  let total = 0
  await journalLines(source, args, signal, line => {
    if (total >= start && total < end) rows.push({ n: total + 1, t: line })
    total += 1
  })
  if (total === 0) await requireJournal(source)
  return { rows, total }
}
