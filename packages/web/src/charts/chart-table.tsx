import { useLingui } from '@lingui/react/macro'
import { formatShortTime } from '../ui/format.ts'
import type { Mark } from './marks.ts'
import { fewOf, type Sample, type Series } from './samples.ts'

interface ChartTableProps {
  readonly title: string
  readonly samples: readonly Sample[]
  readonly series: readonly Series[]
  readonly format: (value: number) => string
  readonly marks: readonly Mark[]
}

/** What a chart draws, to be read. */
export function ChartTable({ title, samples, series, format, marks }: ChartTableProps) {
  const { t } = useLingui()
  const cell = (value: number | undefined) => (value === undefined ? '–' : format(value))
  return (
    <div tabIndex={0} role="region" aria-label={t`Table of ${title}`} className="h-[150px] overflow-auto">
      <table className="w-full text-[0.93em] tabular-nums">
        <thead className="sticky top-0 bg-surface text-muted">
          <tr>
            <th scope="col" className="px-2 text-left font-medium">{t`Time`}</th>
            {series.map(({ label }) => (
              <th key={label} scope="col" className="px-2 text-right font-medium">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {marks.map(({ time, label }) => (
            <tr key={`${time} ${label}`} className="border-t border-line">
              <td className="px-2">{formatShortTime(time)}</td>
              <td colSpan={series.length} className="px-2 text-right">
                {label}
              </td>
            </tr>
          ))}
          {fewOf(samples, 60).map(sample => (
            <tr key={sample.time} className="border-t border-line">
              <td className="px-2">{formatShortTime(sample.time)}</td>
              {series.map(({ label, value }) => (
                <td key={label} className="px-2 text-right">
                  {cell(value(sample))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
