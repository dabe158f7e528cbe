import { useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import { useCall } from '../../api/use-call.ts'
import { RangeBar } from '../../charts/range-bar.tsx'
import type { Sample, Series } from '../../charts/samples.ts'
import { TimeChart } from '../../charts/time-chart.tsx'
import { useChartRange } from '../../charts/use-chart-range.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatBytes, formatPercent } from '../../ui/format.ts'

const none: readonly Sample[] = []
const field = (label: string, name: string): Series => ({ label, value: sample => sample[name] })
const percent = (value: number) => formatPercent(value, 1)
const rate = (value: number) => `${formatBytes(value)}/s`
/** Pressure stall values are percentages already. */
const pressure = (value: number) => formatPercent(value / 100, 1)
const load = (value: number) => value.toFixed(2)

/** How the node was: processor, memory, network and pressure over time. */
export function NodeCharts({ node }: { node: string }) {
  const { t, i18n } = useLingui()
  const state = useChartRange()
  const { timeframe, cf, from, to, setRange } = state
  const { data, error } = useCall('GET /nodes/{node}/rrddata', { node, timeframe, cf }, { everyMs: 60_000 })
  const samples = (data ?? none) as unknown as readonly Sample[]
  const series = useMemo(
    () => ({
      cpu: [field(t`CPU`, 'cpu'), field(t`IO delay`, 'iowait')],
      load: [field(t`Load`, 'loadavg')],
      memory: [field(t`Used`, 'memused'), field(t`Available`, 'memavailable')],
      network: [field(t`In`, 'netin'), field(t`Out`, 'netout')],
      pressure: [field(t`CPU`, 'pressurecpusome'), field(t`IO`, 'pressureiosome'), field(t`Memory`, 'pressurememorysome')],
      root: [field(t`Used`, 'rootused')],
    }),
    // The language decides the names.
    [i18n.locale],
  )
  // Its facts above say the same.
  if (error?.missing) return null
  const last = samples.findLast(sample => sample.memtotal !== undefined)
  const common = { samples, from, to, syncKey: `node/${node}`, onRange: (from: number, to: number) => setRange({ from, to }) }
  return (
    <section aria-label={t`Charts`} className="flex flex-col gap-3">
      <RangeBar state={state} />
      {error && !data && <FailureNotice error={error} />}
      <div className="grid gap-3 lg:grid-cols-2">
        <TimeChart {...common} title={t`CPU`} series={series.cpu} format={percent} />
        <TimeChart {...common} title={t`Load`} series={series.load} format={load} />
        <TimeChart {...common} title={t`Memory`} series={series.memory} format={formatBytes} binary top={last?.memtotal} />
        <TimeChart {...common} title={t`Network`} series={series.network} format={rate} binary />
        <TimeChart {...common} title={t`Time lost by waiting (pressure)`} series={series.pressure} format={pressure} />
        <TimeChart {...common} title={t`Root disk`} series={series.root} format={formatBytes} binary top={last?.roottotal} />
      </div>
    </section>
  )
}
