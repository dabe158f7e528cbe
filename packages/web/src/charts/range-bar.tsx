import { useLingui } from '@lingui/react/macro'
import { classNames } from '../ui/class-names.ts'
import { Select } from '../ui/select.tsx'
import { inputClasses } from '../ui/text-field.tsx'
import { timeframes } from './time-range.ts'
import type { ChartRangeState } from './use-chart-range.ts'

/** A moment as date fields have it, in local time. */
function localText(seconds: number): string {
  const date = new Date(seconds * 1000)
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

/** Which time the charts of a page show, and whether their averages or peaks. */
export function RangeBar({ state: { range, from, to, cf, setRange, setCf } }: { state: ChartRangeState }) {
  const { t } = useLingui()
  const names = { hour: t`Hour`, day: t`Day`, week: t`Week`, month: t`Month`, year: t`Year` }
  const free = !('timeframe' in range)
  const edit = (change: { readonly from?: number; readonly to?: number }) => {
    const next = { from, to, ...change }
    if (next.from < next.to) setRange(next)
  }
  const moment = (label: string, value: number, take: (seconds: number) => void) => (
    <label className="flex items-center gap-1.5 text-muted">
      {label}
      <input
        type="datetime-local"
        value={localText(value)}
        onChange={event => {
          const seconds = Date.parse(event.target.value) / 1000
          if (Number.isFinite(seconds)) take(seconds)
        }}
        className={classNames(inputClasses, 'w-auto')}
      />
    </label>
  )
  return (
    <div role="group" aria-label={t`Time of the charts`} className="flex flex-wrap items-center gap-2">
      <div className="flex overflow-hidden rounded-md border border-line bg-surface">
        {timeframes.map(timeframe => {
          const chosen = !free && range.timeframe === timeframe
          return (
            <button
              key={timeframe}
              type="button"
              aria-pressed={chosen}
              onClick={() => setRange({ timeframe })}
              className={classNames('h-(--control) px-2.5 -outline-offset-2', chosen ? 'bg-selected font-medium' : 'hover:bg-hover')}
            >
              {names[timeframe]}
            </button>
          )
        })}
        <button
          type="button"
          aria-pressed={free}
          title={t`Or drag over a chart`}
          onClick={() => setRange({ from, to })}
          className={classNames('h-(--control) px-2.5 -outline-offset-2', free ? 'bg-selected font-medium' : 'hover:bg-hover')}
        >
          {t`Free`}
        </button>
      </div>
      {free && moment(t`From`, from, seconds => edit({ from: seconds }))}
      {free && moment(t`To`, to, seconds => edit({ to: seconds }))}
      <Select<'AVERAGE' | 'MAX'>
        aria-label={t`Values of the charts`}
        value={cf}
        onChange={setCf}
        choices={[
          { value: 'AVERAGE', label: t`Average` },
          { value: 'MAX', label: t`Peaks` },
        ]}
        className="w-32"
      />
    </div>
  )
}
