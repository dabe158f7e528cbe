/** What the measurements of one call cover. */
export type Timeframe = 'hour' | 'day' | 'week' | 'month' | 'year'

/** Seconds; a free range is answered by the shortest timeframe that reaches back far enough. */
const spans: Readonly<Record<Timeframe, number>> = {
  hour: 3600,
  day: 86_400,
  week: 7 * 86_400,
  month: 30 * 86_400,
  year: 365 * 86_400,
}
export const timeframes = Object.keys(spans) as readonly Timeframe[]

/** What charts show: a span up to now, or from one moment to another, in seconds since 1970. */
export type ChartRange = { readonly timeframe: Timeframe } | { readonly from: number; readonly to: number }

/** As it stands in addresses: `day`, or `1795930000-1795933600`. Anything else is the last hour. */
export function parseRange(text: string | undefined): ChartRange {
  if (timeframes.includes(text as Timeframe)) return { timeframe: text as Timeframe }
  const [, from, to] = /^(\d{9,11})-(\d{9,11})$/.exec(text ?? '') ?? []
  return from !== undefined && to !== undefined && Number(from) < Number(to)
    ? { from: Number(from), to: Number(to) }
    : { timeframe: 'hour' }
}

export const rangeText = (range: ChartRange): string =>
  'timeframe' in range ? range.timeframe : `${Math.round(range.from)}-${Math.round(range.to)}`

/** Which measurements to ask for. `now`: seconds since 1970 */
export function timeframeOf(range: ChartRange, now: number): Timeframe {
  if ('timeframe' in range) return range.timeframe
  return timeframes.find(timeframe => now - range.from <= spans[timeframe]) ?? 'year'
}

/** From when to when the charts go. */
export function boundsOf(range: ChartRange, now: number): { readonly from: number; readonly to: number } {
  return 'timeframe' in range ? { from: now - spans[range.timeframe], to: now } : range
}
