import { useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { useCall } from '../../api/use-call.ts'
import { live } from '../../live/live.ts'
import { useStore } from '../../store.ts'
import { Card } from '../../ui/card.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatBytes, formatDuration, formatPercent } from '../../ui/format.ts'
import { Meter } from '../../ui/meter.tsx'
import { machineState } from './machine-state.ts'

interface FillProps {
  readonly label: string
  readonly part: number
  readonly look?: 'first' | 'second'
  readonly children?: ReactNode
}

const Fill = ({ label, part, look, children }: FillProps) => (
  <Fact label={label}>
    <span className="flex flex-wrap items-center gap-x-3 tabular-nums">
      <Meter value={part} label={label} className="w-28" {...(look && { look })} />
      <span className="w-14 text-right whitespace-nowrap">{formatPercent(part, 1)}</span>
      <span className="text-muted">{children}</span>
    </span>
  </Fact>
)

/** How the node is now, and what it is made of. */
export function MachineFacts({ node }: { node: string }) {
  const { t } = useLingui()
  const row = useStore(live.inventory).nodes.get(node)
  const { data, error, refetch } = useCall('GET /nodes/{node}/status', { node }, { everyMs: 10_000 })
  if (!data) return error ? <FailureNotice error={error} onRetry={() => void refetch()} /> : null
  const state = machineState(data)
  const cores = state.processors
  // Those that the stream tells are newer.
  const cpu = row?.status === 'online' ? row.cpu : state.cpu
  const used = row?.status === 'online' && row.mem > 0 ? row.mem : state.memory.used
  const of = (used: number, total: number) => t`${formatBytes(used)} of ${formatBytes(total)}`
  return (
    <div className="grid gap-3 lg:grid-cols-2">
      <Card title={t`Now`}>
        <Facts>
          <Fill label={t`CPU`} part={cpu}>{t`of ${cores} processors`}</Fill>
          <Fill label={t`IO delay`} part={state.wait} />
          <Fact label={t`Load`}>
            <span className="tabular-nums" title={t`Of the last 1, 5 and 15 minutes`}>
              {state.load.join('  ')}
            </span>
          </Fact>
          <Fill label={t`Memory`} part={used / state.memory.total} look="second">
            {of(used, state.memory.total)}
          </Fill>
          {state.swap.total > 0 ? (
            <Fill label={t`Swap`} part={state.swap.used / state.swap.total} look="second">
              {of(state.swap.used, state.swap.total)}
            </Fill>
          ) : (
            <Fact label={t`Swap`}>{t`None`}</Fact>
          )}
          <Fill label={t`Root disk`} part={state.root.used / state.root.total}>
            {of(state.root.used, state.root.total)}
          </Fill>
          <Fact label={t`KSM sharing`}>{formatBytes(state.ksm)}</Fact>
        </Facts>
      </Card>
      <Card title={t`Machine`}>
        <Facts>
          <Fact label={t`Uptime`}>{formatDuration(state.uptime)}</Fact>
          <Fact label={t`Processor`}>
            {state.model}
            <span className="block text-muted">
              {t`${state.sockets} × ${state.coresPerSocket} cores, ${cores} processors`}
              {state.virtualization ? '' : ` · ${t`no hardware virtualization`}`}
            </span>
          </Fact>
          <Fact label={t`Kernel`}>{state.kernel}</Fact>
          <Fact label={t`Boot mode`}>
            {state.boot === 'efi' ? (state.secureBoot ? t`UEFI with Secure Boot` : t`UEFI`) : t`Legacy BIOS`}
          </Fact>
          <Fact label={t`Version`}>
            <span className="break-all">{state.version}</span>
          </Fact>
        </Facts>
      </Card>
    </div>
  )
}
