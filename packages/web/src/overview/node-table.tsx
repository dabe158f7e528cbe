import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { nodeAddress } from '../addresses.ts'
import { live } from '../live/live.ts'
import { useStore } from '../store.ts'
import { Card } from '../ui/card.tsx'
import { formatBytes, formatDuration, formatPercent } from '../ui/format.ts'
import { Meter } from '../ui/meter.tsx'
import { Status } from '../ui/status.tsx'
import { useNow } from '../ui/use-now.ts'

/** The nodes, one line each. */
export function NodeTable() {
  const { t } = useLingui()
  const now = useNow(60)
  const nodes = [...useStore(live.inventory).nodes.values()].toSorted((a, b) => a.node.localeCompare(b.node))
  return (
    <Card title={t`Nodes`}>
      <ul>
        {nodes.map(node => (
          <li key={node.node} className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line py-1.5 first:border-0">
            <Link to={nodeAddress(node.node)} className="min-w-24 flex-1 truncate font-medium hover:underline">
              <bdi>{node.node}</bdi>
            </Link>
            <Status status={node.status} />
            <span className="flex items-center gap-2 tabular-nums">
              <Meter value={node.cpu} label={t`CPU`} />
              {formatPercent(node.cpu)}
            </span>
            <span className="flex items-center gap-2 tabular-nums">
              <Meter value={node.mem / node.maxmem} label={t`Memory`} look="second" />
              {formatBytes(node.mem)}
            </span>
            <span className="w-16 text-right text-muted tabular-nums">{formatDuration(node.since > 0 ? now - node.since : 0)}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
