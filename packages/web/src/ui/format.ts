import { i18n } from '@lingui/core'

const binary = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']

const formats = new Map<string, Intl.NumberFormat>()

/** Lists write thousands of numbers: their formats are kept. */
function formatNumber(value: number, style: 'decimal' | 'percent', maximumFractionDigits: number): string {
  const key = `${i18n.locale} ${style} ${maximumFractionDigits}`
  const known = formats.get(key) ?? new Intl.NumberFormat(i18n.locale, { style, maximumFractionDigits })
  formats.set(key, known)
  return known.format(value)
}

/** `1.5 GiB`; powers of 1024. */
export function formatBytes(bytes: number, digits = 1): string {
  if (!Number.isFinite(bytes) || bytes <= 0) return '0 B'
  const power = Math.min(binary.length - 1, Math.floor(Math.log2(bytes) / 10))
  return `${formatNumber(bytes / 1024 ** power, 'decimal', power === 0 ? 0 : digits)} ${binary[power]}`
}

/** `49 %`; `part` from 0 to 1. */
export const formatPercent = (part: number, digits = 0): string => formatNumber(Number.isFinite(part) ? part : 0, 'percent', digits)

/** `3d 4h`, `4h 12m`, `12m 5s`, `5s` */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const parts = [
    [Math.floor(whole / 86_400), 'd'],
    [Math.floor(whole / 3600) % 24, 'h'],
    [Math.floor(whole / 60) % 60, 'm'],
    [whole % 60, 's'],
  ] as const
  const first = parts.findIndex(([count]) => count > 0)
  if (first < 0) return '0s'
  return parts
    .slice(first, first + 2)
    .map(([count, unit]) => `${count}${unit}`)
    .join(' ')
}

const agoUnits = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const

/** `3 minutes ago` */
export function formatAgo(seconds: number): string {
  const [unit, length] = agoUnits.find(([, size]) => seconds >= size) ?? (['second', 1] as const)
  return new Intl.RelativeTimeFormat(i18n.locale).format(-Math.max(0, Math.floor(seconds / length)), unit)
}

/** A moment in the user's own words; `seconds` since 1970. */
export const formatTime = (seconds: number): string =>
  i18n.date(new Date(seconds * 1000), { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' })

/** `12:03` today, otherwise with its day. */
export function formatShortTime(seconds: number): string {
  const date = new Date(seconds * 1000)
  const today = date.toDateString() === new Date().toDateString()
  return i18n.date(date, { timeStyle: 'short', hourCycle: 'h23', ...(!today && { dateStyle: 'short' }) })
}
