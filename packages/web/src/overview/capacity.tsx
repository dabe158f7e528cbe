import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { live } from '../live/live.ts'
import { useNeed } from '../shell/use-need.ts'
import { useStore } from '../store.ts'
import { Card } from '../ui/card.tsx'
import { formatBytes, formatPercent } from '../ui/format.ts'
import { Meter } from '../ui/meter.tsx'
import { capacityOf } from './capacity-of.ts'
import { useForecast } from './use-forecast.ts'

/** How much of everything is used, and when it will be full. */
export function Capacity() {
  const { t } = useLingui()
  const { nodes, storages } = useStore(live.inventory)
  const { cores, busyCores, mem, maxmem, used, total } = capacityOf(nodes, storages)
  const forecast = useForecast()
  const nodeNeed = useNeed('/nodes', 'Sys.Audit')
  const storageNeed = useNeed('/storage', 'Datastore.Audit', 'Datastore.AllocateSpace')
  const rows = [
    {
      label: t`Processors`,
      part: busyCores / cores,
      text: plural(cores, { one: '# core', other: '# cores' }),
      unseen: cores === 0 && nodeNeed,
    },
    { label: t`Memory`, part: mem / maxmem, text: `${formatBytes(mem)} / ${formatBytes(maxmem)}`, unseen: maxmem === 0 && nodeNeed },
    { label: t`Storage`, part: used / total, text: `${formatBytes(used)} / ${formatBytes(total)}`, unseen: total === 0 && storageNeed },
  ]
  return (
    <Card title={t`Capacity`}>
      {rows.map(({ label, part, text, unseen }) => (
        <div key={label} className="grid grid-cols-[8.5rem_1fr_3.5rem] items-center gap-2">
          <span>{label}</span>
          {unseen ? (
            <span className="col-span-2 text-[0.93em] text-muted">{unseen}</span>
          ) : (
            <>
              <Meter value={part} label={label} className="h-2 w-full" />
              <span className="text-right tabular-nums">{formatPercent(part)}</span>
              <span className="col-start-2 -mt-1.5 text-[0.86em] text-muted">{text}</span>
            </>
          )}
        </div>
      ))}
      {forecast.map(({ storage, days }) => {
        const whole = Math.round(days)
        return (
          <p key={storage} className={days < 14 ? 'text-warn' : 'text-muted'}>
            <bdi>{storage}</bdi>: {plural(whole, { one: 'full in # day if it goes on so', other: 'full in # days if it goes on so' })}
          </p>
        )
      })}
    </Card>
  )
}
