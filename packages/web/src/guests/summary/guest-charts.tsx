import { useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import { useCall } from '../../api/use-call.ts'
import { RangeBar } from '../../charts/range-bar.tsx'
import { measured, type Sample, type Series } from '../../charts/samples.ts'
import { TimeChart } from '../../charts/time-chart.tsx'
import { useChartRange } from '../../charts/use-chart-range.ts'
import type { Guest } from '../../live/guest.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatBytes, formatPercent } from '../../ui/format.ts'
import { useGuestTasks } from '../activity/use-guest-tasks.ts'
import { taskMarks } from './task-marks.ts'

const none: readonly Sample[] = []
const field = (name: string) => (sample: Sample) => sample[name]
/** Pressure comes in percent. */
const part = (name: string) => (sample: Sample) => {
  const value = sample[name]
  return value === undefined ? undefined : value / 100
}
const rate = (value: number) => `${formatBytes(value)}/s`
const percent = (value: number) => formatPercent(value, value < 0.1 ? 1 : 0)

interface Chart {
  readonly id: string
  readonly title: string
  readonly series: readonly Series[]
  readonly format: (value: number) => string
  readonly binary?: boolean
  readonly top?: number
  /** Absent where nothing was measured: kernels without these figures. */
  readonly optional?: boolean
}

function useCharts({ kind, maxmem }: Guest): readonly Chart[] {
  const { t } = useLingui()
  return useMemo(() => {
    const pressure = (id: string, title: string, some: string, full: string): Chart => ({
      id,
      title,
      series: [
        { label: t`Some wait`, value: part(some) },
        { label: t`All wait`, value: part(full) },
      ],
      format: percent,
      optional: true,
    })
    return [
      { id: 'cpu', title: t`CPU`, series: [{ label: t`Used`, value: field('cpu') }], format: percent },
      {
        id: 'memory',
        title: t`Memory`,
        series: [{ label: t`Used`, value: field('mem') }, ...(kind === 'qemu' ? [{ label: t`On the node`, value: field('memhost') }] : [])],
        format: formatBytes,
        binary: true,
        top: maxmem,
      },
      {
        id: 'network',
        title: t`Network`,
        series: [
          { label: t`In`, value: field('netin') },
          { label: t`Out`, value: field('netout') },
        ],
        format: rate,
        binary: true,
      },
      {
        id: 'disk',
        title: t`Disk`,
        series: [
          { label: t`Read`, value: field('diskread') },
          { label: t`Written`, value: field('diskwrite') },
        ],
        format: rate,
        binary: true,
      },
      pressure('pressure-cpu', t`CPU pressure`, 'pressurecpusome', 'pressurecpufull'),
      pressure('pressure-io', t`IO pressure`, 'pressureiosome', 'pressureiofull'),
      pressure('pressure-memory', t`Memory pressure`, 'pressurememorysome', 'pressurememoryfull'),
    ]
  }, [t, kind, maxmem])
}

/** What the guest used over time, with what was done to it. */
export function GuestCharts({ guest }: { guest: Guest }) {
  const { i18n } = useLingui()
  const { node, vmid, kind } = guest
  const state = useChartRange()
  const { from, to, timeframe, cf, setRange } = state
  const { data, error, refetch } = useCall(`GET /nodes/{node}/${kind}/{vmid}/rrddata`, { node, vmid, timeframe, cf }, { everyMs: 60_000 })
  const samples = data as readonly Sample[] | undefined
  const charts = useCharts(guest)
  const { tasks } = useGuestTasks(guest)
  const marks = useMemo(() => taskMarks(i18n, tasks), [i18n, tasks])
  if (error && !data) return <FailureNotice error={error} onRetry={() => void refetch()} />
  return (
    <section className="flex min-w-0 flex-col gap-3">
      <RangeBar state={state} />
      <div className="grid gap-3 [grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr))]">
        {charts
          .filter(({ optional, series }) => !optional || measured(samples ?? none, series))
          .map(({ id, title, series, format, binary, top }) => (
            <TimeChart
              key={id}
              {...{ title, series, format, top }}
              {...(binary && { binary })}
              samples={samples}
              from={from}
              to={to}
              marks={marks}
              syncKey={`guest-${vmid}`}
              onRange={(begin, end) => setRange({ from: begin, to: end })}
            />
          ))}
      </div>
    </section>
  )
}
