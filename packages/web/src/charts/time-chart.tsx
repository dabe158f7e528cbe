import { useLingui } from '@lingui/react/macro'
import { Table2 } from 'lucide-react'
import { lazy, Suspense, useCallback, useMemo, useState } from 'react'
import { Card } from '../ui/card.tsx'
import { IconButton } from '../ui/button.tsx'
import { formatShortTime } from '../ui/format.ts'
import { ChartTable } from './chart-table.tsx'
import { markNear, type Mark } from './marks.ts'
import { measured, summaryOf, type Sample, type Series } from './samples.ts'

const Plot = lazy(() => import('./plot.tsx'))
const noMarks: readonly Mark[] = []
const swatches = ['bg-accent', 'bg-second', 'bg-good', 'bg-warn']

export interface TimeChartProps {
  readonly title: string
  /** All measurements; what lies outside of `from` and `to` is not shown. Seconds since 1970. Undefined: they are being fetched. */
  readonly samples: readonly Sample[] | undefined
  readonly from: number
  readonly to: number
  /** Must stay the same from one draw to the next: `useMemo`. */
  readonly series: readonly Series[]
  readonly format: (value: number) => string
  /** Bytes: ticks are powers of two. */
  readonly binary?: boolean
  /** The axis reaches at least up to here: the size of the memory. */
  readonly top?: number | undefined
  readonly marks?: readonly Mark[]
  /** Charts with the same key move their cursors together. */
  readonly syncKey: string
  /** A range was dragged out. */
  readonly onRange?: (from: number, to: number) => void
}

/** Measurements over time: drawn, told in a sentence, or as a table. */
export function TimeChart(props: TimeChartProps) {
  const { title, from, to, series, format, binary = false, top, marks = noMarks, syncKey, onRange } = props
  const { t } = useLingui()
  const [asTable, setAsTable] = useState(false)
  const [cursor, setCursor] = useState<{ readonly index: number; readonly time: number }>()
  const samples = useMemo(() => (props.samples ?? []).filter(({ time }) => time >= from && time <= to), [props.samples, from, to])
  const shownMarks = useMemo(() => marks.filter(({ time }) => time >= from && time <= to), [marks, from, to])
  const onCursor = useCallback(
    (index: number | undefined, time: number | undefined) =>
      setCursor(index === undefined || time === undefined ? undefined : { index, time }),
    [],
  )
  const some = measured(samples, series)
  const at = cursor && samples[cursor.index]
  const mark = markNear(shownMarks, cursor?.time, (to - from) / 80)
  const told = series.flatMap(one => {
    const summary = summaryOf(samples, one)
    if (!summary) return []
    const { label } = one
    const [least, most, mean, last] = [summary.least, summary.most, summary.mean, summary.last].map(format)
    return [t`${label}: now ${last}, from ${least} to ${most}, on average ${mean}.`]
  })
  return (
    <Card
      title={title}
      actions={
        <IconButton
          icon={Table2}
          label={asTable ? t`Show ${title} as a chart` : t`Show ${title} as a table`}
          aria-pressed={asTable}
          disabled={!some}
          onClick={() => setAsTable(!asTable)}
        />
      }
    >
      <p className="sr-only">{told.join(' ')}</p>
      <div aria-hidden className="flex min-h-5 flex-wrap gap-x-4 text-[0.86em] tabular-nums">
        {series.map((one, index) => {
          const value = at ? one.value(at) : summaryOf(samples, one)?.last
          return (
            <span key={one.label} className="inline-flex items-center gap-1.5">
              <span className={`h-0.5 w-3 ${swatches[index % swatches.length]}`} />
              <span className="text-muted">{one.label}</span>
              {value !== undefined && format(value)}
            </span>
          )
        })}
        {(mark ?? at) && <span className="ml-auto truncate text-muted">{mark ? mark.label : at && formatShortTime(at.time)}</span>}
      </div>
      {!some ? (
        <p className="flex h-[150px] items-center justify-center text-center text-balance text-muted">
          {props.samples ? t`Nothing was measured in this time. While it runs, a value comes every minute.` : t`Loading…`}
        </p>
      ) : asTable ? (
        <ChartTable title={title} samples={samples} series={series} format={format} marks={shownMarks} />
      ) : (
        <Suspense fallback={<div className="h-[150px]" />}>
          <Plot {...{ samples, series, format, binary, from, to, top, syncKey, onRange, onCursor }} marks={shownMarks} />
        </Suspense>
      )}
    </Card>
  )
}
