import { join } from 'node:path'
import type { Root } from '@quorate/host'
import { archives, timeframes, type SeriesKind, type Timeframe } from './archives.ts'
import { RingFile } from './ring-file.ts'

/** Where the statistics of one object lie. Ids are node names, vmids and `node/storage`, checked before they come here. */
export function seriesPath(root: Root, kind: SeriesKind, id: string): string {
  return join(root.state, 'statistics', kind, ...id.split('/').map(part => part.replaceAll(/[^A-Za-z0-9_.-]/g, '_').replace(/^\.+/, '_')))
}

/** The rows of a chart, oldest first: `time` and a value per field that was measured. */
export function rrdData(
  root: Root,
  kind: SeriesKind,
  id: string,
  options: { timeframe: Timeframe; consolidation: 'AVERAGE' | 'MAX'; nowSeconds: number },
): Record<string, number>[] {
  const file = RingFile.openForReading(seriesPath(root, kind, id), kind)
  const { archive, rows } = timeframes[options.timeframe]
  const { step } = archives[archive]
  const last = Math.floor(options.nowSeconds / step) * step
  const first = last - rows * step
  try {
    const known = new Map((file?.read(archive, first, last) ?? []).map(row => [row.time, row]))
    return Array.from({ length: rows }, (_, at) => {
      const time = first + (at + 1) * step
      const row = known.get(time)
      return { time, ...(options.consolidation === 'MAX' ? row?.maximum : row?.average) }
    })
  } finally {
    file?.close()
  }
}
