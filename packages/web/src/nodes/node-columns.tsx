import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { guestListAddress, nodeAddress } from '../addresses.ts'
import { useCall } from '../api/use-call.ts'
import type { NodeRow } from '../live/inventory.ts'
import { formatBytes, formatDuration, formatPercent } from '../ui/format.ts'
import { AsOf } from '../ui/as-of.tsx'
import type { Column } from '../ui/grid-column.ts'
import { Meter } from '../ui/meter.tsx'
import { Status } from '../ui/status.tsx'
import type { GuestCount } from './guest-counts.ts'

export interface ListedNode extends NodeRow {
  readonly guests: GuestCount
}

const nothing = <span className="text-muted">–</span>
const uptime = ({ since, lostSince }: NodeRow) => (since > 0 && lostSince === undefined ? Date.now() / 1000 - since : 0)

/** How full something of a node is: bar, percentage, and the size of all. */
export function Usage({ used, total, label, look }: { used: number; total: number; label: string; look?: 'first' | 'second' }) {
  if (total <= 0) return nothing
  return (
    <span className="flex min-w-0 items-center gap-2 tabular-nums">
      <Meter value={used / total} label={label} {...(look && { look })} />
      {formatPercent(used / total)}
      <span className="truncate text-muted">/ {formatBytes(total)}</span>
    </span>
  )
}

function Version({ node }: { node: ListedNode }) {
  const { data } = useCall('GET /nodes/{node}/version', { node: node.node }, { enabled: node.status === 'online' })
  return data ? data.version : nothing
}

/** Columns of the list of nodes. */
export function useNodeColumns(): readonly Column<ListedNode>[] {
  const { t, i18n } = useLingui()
  return useMemo(
    () => [
      { id: 'status', title: t`Status`, width: '7rem', cell: node => <Status status={node.status} />, sort: node => node.status },
      {
        id: 'name',
        title: t`Name`,
        width: 'minmax(9rem, 2fr)',
        cell: ({ node }) => (
          <Link to={nodeAddress(node)} tabIndex={-1} className="truncate font-medium hover:underline">
            <bdi>{node}</bdi>
          </Link>
        ),
        sort: ({ node }) => node,
      },
      {
        id: 'cpu',
        title: t`CPU`,
        width: '10rem',
        cell: node =>
          node.status === 'online' && node.maxcpu > 0 ? (
            <span className="flex items-center gap-2 tabular-nums">
              <Meter value={node.cpu} label={t`Processor`} />
              {formatPercent(node.cpu)}
              <span className="text-muted">/ {node.maxcpu}</span>
            </span>
          ) : (
            nothing
          ),
        sort: node => node.cpu,
      },
      {
        id: 'mem',
        title: t`Memory`,
        width: '12rem',
        cell: node => <Usage used={node.mem} total={node.maxmem} label={t`Memory`} look="second" />,
        sort: node => node.mem / (node.maxmem || 1),
      },
      {
        id: 'disk',
        title: t`Root disk`,
        width: '12rem',
        cell: node => <Usage used={node.disk} total={node.maxdisk} label={t`Root disk`} />,
        sort: node => node.disk / (node.maxdisk || 1),
      },
      {
        id: 'guests',
        title: t`Guests`,
        width: '8rem',
        cell: ({ node, guests: { running, total } }) => (
          <Link to={guestListAddress(`node:${node}`)} tabIndex={-1} className="tabular-nums hover:underline">
            {t`${running} of ${total} run`}
          </Link>
        ),
        sort: node => node.guests.total,
      },
      {
        id: 'uptime',
        title: t`Uptime`,
        width: '9rem',
        cell: node =>
          node.lostSince !== undefined ? <AsOf since={node.lostSince} /> : node.since > 0 ? formatDuration(uptime(node)) : nothing,
        sort: uptime,
      },
      { id: 'version', title: t`Version`, width: '6rem', cell: node => <Version node={node} /> },
    ],
    // The language decides the titles.
    [i18n.locale],
  )
}
