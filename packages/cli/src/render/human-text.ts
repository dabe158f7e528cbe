import { localTime } from './local-time.ts'

const bytes = new Set([
  'mem',
  'maxmem',
  'memhost',
  'disk',
  'maxdisk',
  'diskread',
  'diskwrite',
  'netin',
  'netout',
  'balloon',
  'avail',
  'used',
  'total',
])
const seconds = new Set(['uptime'])
const moments = new Set(['starttime', 'endtime', 'ctime', 'snaptime'])
const shares = new Set(['cpu', 'used_fraction', 'wait'])

function size(value: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']
  const step = Math.max(0, Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, value)) / 10)))
  return `${(value / 1024 ** step).toFixed(step === 0 ? 0 : 2)} ${units[step]}`
}

function span(value: number): string {
  const parts: string[] = []
  let rest = Math.round(value)
  for (const [unit, length] of [
    ['w', 604_800],
    ['d', 86_400],
    ['h', 3600],
    ['m', 60],
    ['s', 1],
  ] as const) {
    const count = Math.floor(rest / length)
    rest %= length
    if (count > 0) parts.push(`${count}${unit}`)
  }
  return parts.join(' ') || '0s'
}

/** A number as people read it, where its name says what it measures; undefined elsewhere. */
export function humanText(key: string, value: unknown): string | undefined {
  if (typeof value !== 'number') return undefined
  if (bytes.has(key)) return size(value)
  if (seconds.has(key)) return span(value)
  if (moments.has(key)) return localTime(value)
  if (shares.has(key)) return `${(value * 100).toFixed(2)}%`
  return undefined
}
