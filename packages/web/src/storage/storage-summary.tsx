import { useLingui } from '@lingui/react/macro'
import { pruneBackups } from '@quorate/contract/shared/prune-backups'
import { useMemo } from 'react'
import { useCall } from '../api/use-call.ts'
import { RangeBar } from '../charts/range-bar.tsx'
import type { Sample } from '../charts/samples.ts'
import { TimeChart } from '../charts/time-chart.tsx'
import { useChartRange } from '../charts/use-chart-range.ts'
import { parseMembers } from '../forms/property-string.ts'
import { Card } from '../ui/card.tsx'
import { Fact, Facts } from '../ui/facts.tsx'
import { formatBytes } from '../ui/format.ts'
import { Meter } from '../ui/meter.tsx'
import { formatPercent } from '../ui/format.ts'
import { typeName } from './config/type-name.ts'
import { useRetentionText } from './config/use-retention-text.ts'
import { contentName } from './content-names.ts'
import type { ListedStorage } from './storage-rows.ts'

const none: readonly Sample[] = []

function UsageChart({ node, storage }: { node: string; storage: string }) {
  const { t, i18n } = useLingui()
  const state = useChartRange()
  const { timeframe, cf, from, to, setRange } = state
  // Decades are not asked for here.
  const { data } = useCall('GET /nodes/{node}/storage/{storage}/rrddata', { node, storage, timeframe, cf }, { everyMs: 60_000 })
  const samples = (data ?? none) as unknown as readonly Sample[]
  const series = useMemo(() => [{ label: t`Used`, value: (sample: Sample) => sample.used }], [i18n.locale])
  return (
    <>
      <RangeBar state={state} />
      <TimeChart
        title={t`Space used`}
        samples={samples}
        from={from}
        to={to}
        series={series}
        format={formatBytes}
        binary
        top={samples.findLast(sample => sample.total !== undefined)?.total}
        syncKey={`storage/${node}/${storage}`}
        onRange={(from, to) => setRange({ from, to })}
      />
    </>
  )
}

/** A storage at a glance: space, what it takes, and how its space was used. */
export function StorageSummary({ node, storage }: { node: string; storage: ListedStorage }) {
  const { t, i18n } = useLingui()
  const retention = useRetentionText()
  const { used, total, content, type, place, nodes, shared, options } = storage
  const [usedText, totalText, freeText] = [formatBytes(used), formatBytes(total), formatBytes(total - used)]
  return (
    <div className="flex flex-col gap-3">
      <div className="grid items-start gap-3 lg:grid-cols-2">
        <Card title={t`Space`}>
          {storage.active && total > 0 ? (
            <>
              <Meter value={used / total} label={t`Space used`} className="h-3 w-full" />
              <p className="tabular-nums">{t`${usedText} of ${totalText} used (${formatPercent(used / total, 1)}), ${freeText} free`}</p>
            </>
          ) : (
            <p className="text-muted">{storage.enabled ? t`The node cannot reach it now.` : t`It is disabled.`}</p>
          )}
        </Card>
        <Card title={t`Settings`}>
          <Facts>
            <Fact label={t`Type`}>{i18n._(typeName(type))}</Fact>
            <Fact label={t`Path or pool`}>
              <bdi className="break-all">{place}</bdi>
            </Fact>
            <Fact label={t`Content`}>{content.map(kind => i18n._(contentName(kind))).join(', ')}</Fact>
            <Fact label={t`Nodes`}>{nodes.length > 0 ? nodes.join(', ') : t`All`}</Fact>
            <Fact label={t`Shared`}>{shared || options.shared === '1' ? t`Yes` : t`No`}</Fact>
            {content.includes('backup') && (
              <Fact label={t`Backups kept`}>{retention(parseMembers(pruneBackups, options['prune-backups']))}</Fact>
            )}
          </Facts>
        </Card>
      </div>
      <UsageChart node={node} storage={storage.storage} />
    </div>
  )
}
