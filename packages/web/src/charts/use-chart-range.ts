import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { PageSearch } from '../router.ts'
import { useNow } from '../ui/use-now.ts'
import { boundsOf, parseRange, rangeText, timeframeOf, type ChartRange, type Timeframe } from './time-range.ts'

export interface ChartRangeState {
  readonly range: ChartRange
  /** seconds since 1970 */
  readonly from: number
  readonly to: number
  /** What rrddata is asked for. */
  readonly timeframe: Timeframe
  readonly cf: 'AVERAGE' | 'MAX'
  readonly setRange: (range: ChartRange) => void
  readonly setCf: (cf: 'AVERAGE' | 'MAX') => void
}

/** What the charts of a page show; it stands in the address. */
export function useChartRange(): ChartRangeState {
  const { range: text, peaks } = useSearch({ strict: false }) as PageSearch
  const navigate = useNavigate()
  const search = useCallback(
    (change: PageSearch) => void navigate({ to: '.', search: (before: object) => ({ ...before, ...change }), replace: true } as never),
    [navigate],
  )
  const now = useNow(60)
  const range = useMemo(() => parseRange(text), [text])
  return {
    range,
    ...boundsOf(range, now),
    timeframe: timeframeOf(range, now),
    cf: peaks === undefined ? 'AVERAGE' : 'MAX',
    setRange: next => search({ range: rangeText(next) }),
    setCf: next => search({ peaks: next === 'MAX' ? 'yes' : undefined }),
  }
}
