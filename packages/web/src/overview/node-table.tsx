import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { nodeAddress } from '../addresses.ts'
import { live } from '../live/live.ts'
import { useStore } from '../store.ts'
import { AsOf } from '../ui/as-of.tsx'
import { Card } from '../ui/card.tsx'
import { formatBytes, formatDuration, formatPercent } from '../ui/format.ts'
import { Meter } from '../ui/meter.tsx'
import { Status } from '../ui/status.tsx'
import { Unseen } from '../ui/unseen.tsx'
import { useNow } from '../ui/use-now.ts'

/** The nodes, one line each. */
export function NodeTable() {
  const { t } = useLingui()
  const now = useNow(60)
  const nodes = [...useStore(live.inventory).nodes.values()].toSorted((a, b) => a.node.localeCompare(b.node))
  const columns = 'grid-cols-[minmax(6rem,1fr)_auto_5rem] @2xl:grid-cols-[minmax(8rem,1fr)_6rem_10rem_14rem_5rem]'
  return (
    <Card title={t`Nodes`} className="xl:col-span-2">
      <ul className="@container">
        {nodes.map(node => (
          <li key={node.node} className={`grid items-center gap-x-4 gap-y-1 border-t border-line py-1.5 first:border-0 ${columns}`}>
            <Link to={nodeAddress(node.node)} className="truncate font-medium hover:underline">
              <bdi>{node.node}</bdi>
            </Link>
            <Status status={node.status} />
            {node.lostSince !== undefined ? (
              <span className="col-span-full @2xl:col-span-3">
                <AsOf since={node.lostSince} />
              </span>
            ) : node.maxcpu === 0 ? (
              <span className="col-span-full @2xl:col-span-3">
                <Unseen path={`/nodes/${node.node}`} privileges="Sys.Audit" />
              </span>
            ) : (
              <>
                <span title={t`Uptime`} className="text-right text-muted tabular-nums @2xl:order-last">
                  {formatDuration(node.since > 0 ? now - node.since : 0)}
                </span>
                <Use label={t`CPU`} part={node.cpu} text={formatPercent(node.cpu)} look="first" />
                <Use label={t`Memory`} part={node.mem / node.maxmem} text={formatBytes(node.mem)} look="second" />
              </>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}

interface UseProps {
  readonly label: string
  readonly part: number
  readonly text: string
  readonly look: 'first' | 'second'
}

const Use = ({ label, part, text, look }: UseProps) => (
  <span className="flex items-center gap-2 tabular-nums @max-2xl:nth-[5]:col-span-2">
    <span aria-hidden className="text-[0.86em] text-muted">
      {label}
    </span>
    <Meter value={part} label={label} look={look} />
    {text}
  </span>
)
