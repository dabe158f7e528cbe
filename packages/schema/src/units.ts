const factors: Record<string, number> = { '': 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3, T: 1024 ** 4 }

/** `32G`, `512M`, `1.5T`, `1048576` to bytes; undefined when the text is no size. */
export function parseSize(text: string): number | undefined {
  const match = /^(\d{1,16}(?:\.\d{1,6})?)([KMGT]?)$/.exec(text)
  if (!match) return undefined
  const bytes = Math.floor(Number(match[1]) * factors[match[2]!]!)
  return Number.isSafeInteger(bytes) ? bytes : undefined
}

/** Bytes as the shortest exact text: `32G`, `1536M`, `1000`. */
export function formatSize(bytes: number): string {
  for (const unit of ['T', 'G', 'M', 'K']) {
    const factor = factors[unit]!
    if (bytes >= factor && bytes % factor === 0) return `${bytes / factor}${unit}`
  }
  return String(bytes)
}

/** Bytes for people, to two decimals: `1.50 GiB`. */
export function describeBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']
  let value = bytes
  let unit = 0
  while (Math.abs(value) >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit++
  }
  return `${unit === 0 ? value : value.toFixed(2)} ${units[unit]}`
}

const spans: readonly [unit: string, seconds: number][] = [
  ['w', 604_800],
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
]

/** Seconds for people: `2d 3h`, `45s`; at most the two largest units. */
export function describeDuration(seconds: number): string {
  const parts: string[] = []
  let rest = Math.max(0, Math.round(seconds))
  for (const [unit, size] of spans) {
    const count = Math.floor(rest / size)
    if (count === 0 && parts.length === 0) continue
    if (count > 0) parts.push(`${count}${unit}`)
    rest -= count * size
    if (count === 0 || parts.length === 2) break
  }
  return parts.length ? parts.join(' ') : '0s'
}

/** `1d 2h`, `90s`, `15min`, `300` to seconds; undefined when the text is no duration. */
export function parseDuration(text: string): number | undefined {
  const names: Record<string, number> = { w: 604_800, d: 86_400, h: 3600, m: 60, min: 60, s: 1, sec: 1, '': 1 }
  let seconds = 0
  const parts = text.trim().split(/\s+/)
  for (const part of parts) {
    const match = /^(\d{1,9})(w|d|h|min|m|sec|s|)$/.exec(part)
    if (!match) return undefined
    seconds += Number(match[1]) * names[match[2]!]!
  }
  return seconds
}

/** A ratio 0..1 as percent with two decimals: `42.50%`. */
export function describePercent(ratio: number): string {
  return `${(ratio * 100).toFixed(2)}%`
}
